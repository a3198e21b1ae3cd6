import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Whose things are listed. */
export type InboxScope = 'mine' | 'all';

/** Which scope an address names; anything else is the reader's own. */
export function scopeOf(params: URLSearchParams): InboxScope {
  return params.get('scope') === 'all' ? 'all' : 'mine';
}

/** The scope in the address, so that it can be linked; another one starts at the first page. */
export function useInboxScope(): [InboxScope, (scope: InboxScope) => void] {
  const [params, setParams] = useSearchParams();
  const setScope = useCallback(
    (scope: InboxScope) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          next.delete('page');
          if (scope === 'all') {
            next.set('scope', scope);
          } else {
            next.delete('scope');
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [scopeOf(params), setScope];
}
