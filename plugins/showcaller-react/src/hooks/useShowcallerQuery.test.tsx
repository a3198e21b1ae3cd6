import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import {
  useShowcallerQuery,
  type ShowcallerQueryOptions,
} from './useShowcallerQuery';

type Listener = (message: Record<string, string>) => void;

const discoveryApi = { getBaseUrl: async () => 'http://portal.example' };
const fetchApi = { fetch: jest.fn() };

function setUp(
  options: Partial<ShowcallerQueryOptions<string>> & {
    load: () => Promise<string>;
  },
  signals?: { listeners: Listener[]; channels?: string[] },
) {
  const signalApi = {
    subscribe: (channel: string, listener: Listener) => {
      signals?.listeners.push(listener);
      signals?.channels?.push(channel);
      return { unsubscribe: () => {} };
    },
  };
  const wrapper = (props: PropsWithChildren<{}>) => (
    <TestApiProvider
      apis={[
        [discoveryApiRef, discoveryApi],
        [fetchApiRef, fetchApi],
        ...(signals ? ([[signalApiRef, signalApi]] as const) : []),
      ]}
    >
      {props.children}
    </TestApiProvider>
  );
  return renderHook((key: string) => useShowcallerQuery({ key, ...options }), {
    wrapper,
    initialProps: 'one',
  });
}

async function advance(seconds: number) {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(seconds * 1_000);
  });
}

describe('useShowcallerQuery', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('loads, and says when', async () => {
    const { result } = setUp({ load: async () => 'value' });
    expect(result.current).toMatchObject({ loading: true, value: undefined });
    await waitFor(() => expect(result.current.value).toBe('value'));
    expect(result.current).toMatchObject({ loading: false, stale: false });
    expect(result.current.loadedAt).toBeInstanceOf(Date);
  });

  it('reports an error and recovers on retry', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockRejectedValueOnce(new Error('no answer'))
      .mockResolvedValue('value');
    const { result } = setUp({ load });
    await waitFor(() => expect(result.current.error).toBeDefined());
    expect(result.current).toMatchObject({ loading: false, stale: false });
    await act(async () => result.current.retry());
    expect(result.current).toMatchObject({ value: 'value', error: undefined });
  });

  it('polls every 30 seconds without signals, and keeps the value when a poll fails', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('old')
      .mockRejectedValueOnce(new Error('no answer'))
      .mockResolvedValue('new');
    const { result } = setUp({ load });
    await advance(0);
    expect(result.current.value).toBe('old');
    await advance(30);
    expect(result.current).toMatchObject({ value: 'old', stale: true });
    await advance(30);
    expect(result.current).toMatchObject({ value: 'new', stale: false });
    expect(result.current.error).toBeUndefined();
  });

  it('asks once for a burst of signals about its entity, and not for others', async () => {
    const load = jest.fn(async () => 'value');
    const listeners: Listener[] = [];
    setUp(
      { load, refreshOnRiskOf: entityRef => entityRef === 'component:a/b' },
      { listeners },
    );
    await advance(0);
    expect(load).toHaveBeenCalledTimes(1);
    for (let times = 0; times < 20; times++) {
      listeners[0]({ entityRef: 'component:a/b' });
    }
    await advance(2);
    expect(load).toHaveBeenCalledTimes(2);
    listeners[0]({ entityRef: 'component:other/one' });
    await advance(2);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('listens to what concerns it only', async () => {
    const load = jest.fn(async () => 'value');
    const listeners: Listener[] = [];
    const channels: string[] = [];
    setUp(
      { load, refreshOnRiskOf: false, refreshOnModel: true },
      { listeners, channels },
    );
    await advance(0);
    expect(channels).toEqual(['showcaller:model']);
    listeners[0]({});
    await advance(2);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('polls less often where signals are available', async () => {
    const load = jest.fn(async () => 'value');
    setUp({ load }, { listeners: [] });
    await advance(60);
    expect(load).toHaveBeenCalledTimes(1);
    await advance(61);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('forgets the value of another key and drops its late answer', async () => {
    const answers: Array<(value: string) => void> = [];
    const load = () =>
      new Promise<string>(resolve => {
        answers.push(resolve);
      });
    const { result, rerender } = setUp({ load });
    rerender('two');
    expect(result.current).toMatchObject({ loading: true, value: undefined });
    await act(async () => answers[1]('second'));
    await act(async () => answers[0]('first'));
    expect(result.current.value).toBe('second');
  });
});
