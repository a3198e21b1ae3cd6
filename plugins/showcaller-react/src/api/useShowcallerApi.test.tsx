import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { TestApiProvider } from '@backstage/test-utils';
import { renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { createShowcallerClient } from './createShowcallerClient';
import { showcallerApiRef } from './showcallerApiRef';
import { useShowcallerApi } from './useShowcallerApi';

const discoveryApi = { getBaseUrl: async () => 'http://portal.example' };
const fetchApi = { fetch: jest.fn() };
const provided = createShowcallerClient({ discoveryApi, fetchApi });

function PlainApp(props: PropsWithChildren<{}>) {
  return (
    <TestApiProvider
      apis={[
        [discoveryApiRef, discoveryApi],
        [fetchApiRef, fetchApi],
      ]}
    >
      {props.children}
    </TestApiProvider>
  );
}

function AppWithOwner(props: PropsWithChildren<{}>) {
  return (
    <TestApiProvider
      apis={[
        [discoveryApiRef, discoveryApi],
        [fetchApiRef, fetchApi],
        [showcallerApiRef, provided],
      ]}
    >
      {props.children}
    </TestApiProvider>
  );
}

describe('useShowcallerApi', () => {
  it('takes the client that the app provides', () => {
    const { result } = renderHook(useShowcallerApi, { wrapper: AppWithOwner });
    expect(result.current).toBe(provided);
  });

  it('brings one client along where no plugin provides it, the same for all', () => {
    const first = renderHook(useShowcallerApi, { wrapper: PlainApp });
    const second = renderHook(useShowcallerApi, { wrapper: PlainApp });
    expect(first.result.current.getEntityRisk).toBeInstanceOf(Function);
    expect(first.result.current).not.toBe(provided);
    expect(second.result.current).toBe(first.result.current);
  });

  it('belongs to the plugin showcaller', () => {
    expect(showcallerApiRef.id).toBe('plugin.showcaller.client');
  });
});
