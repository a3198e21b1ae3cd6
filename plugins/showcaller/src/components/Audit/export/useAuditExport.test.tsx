import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/test-utils';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useAuditExport } from './useAuditExport';

function hook(fetch: typeof globalThis.fetch) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [
          discoveryApiRef,
          mockApis.discovery({ baseUrl: 'https://portal.example' }),
        ],
        [fetchApiRef, { fetch }],
      ]}
    >
      {children}
    </TestApiProvider>
  );
  return renderHook(() => useAuditExport(), { wrapper }).result.current;
}

describe('useAuditExport', () => {
  it('gives the entries that were shown to the browser as a file', async () => {
    const blob = new Blob(['{}\n']);
    const fetch = jest.fn(
      async () => ({ ok: true, blob: async () => blob } as Response),
    );
    const create = jest.fn(() => 'blob:log');
    const revoke = jest.fn();
    Object.assign(URL, { createObjectURL: create, revokeObjectURL: revoke });
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function check(this: HTMLAnchorElement) {
        expect(this.download).toBe('showcaller-audit-1-42.jsonl');
        expect(this.href).toBe('blob:log');
      });
    await hook(fetch)(42);
    expect(fetch).toHaveBeenCalledWith(
      'https://portal.example/api/showcaller/audit/export?from=1&to=42',
    );
    expect(create).toHaveBeenCalledWith(blob);
    expect(click).toHaveBeenCalledTimes(1);
    expect(revoke).toHaveBeenCalledWith('blob:log');
  });

  it('says what the backend refused', async () => {
    const fetch = jest.fn(
      async () =>
        ({
          ok: false,
          status: 403,
          statusText: 'Forbidden',
          headers: new Headers({ 'content-type': 'application/json' }),
          text: async () =>
            JSON.stringify({
              error: { name: 'NotAllowedError', message: 'Not yours' },
              response: { statusCode: 403 },
            }),
        } as Response),
    );
    await expect(hook(fetch)(42)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
    });
  });
});
