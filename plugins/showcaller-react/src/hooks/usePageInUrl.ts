import type { PageRequest } from '@showcaller/backstage-plugin-showcaller-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * The page of a table as a query parameter of the address (`?deployments=2` is the second page), so that a page can be
 * linked. The first page leaves no parameter; anything that is not a page number means the first page.
 *
 * @public
 */
export function usePageInUrl(
  name: string,
  limit: number,
): { request: Required<PageRequest>; setOffset: (offset: number) => void } {
  const [params, setParams] = useSearchParams();
  const text = params.get(name) ?? '1';
  const number = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1;

  const setOffset = useCallback(
    (offset: number) => {
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          const page = Math.floor(offset / limit) + 1;
          if (page > 1) {
            next.set(name, String(page));
          } else {
            next.delete(name);
          }
          return next;
        },
        { replace: true },
      );
    },
    [limit, name, setParams],
  );

  return { request: { limit, offset: (number - 1) * limit }, setOffset };
}
