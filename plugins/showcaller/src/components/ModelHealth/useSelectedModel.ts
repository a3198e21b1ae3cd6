import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { shortHash } from './registry/versionActions';

const NAME = 'model';

/** The model whose evaluation is shown, by the beginning of its hash in the address; absent: the one that serves. */
export function useSelectedModel(): {
  prefix: string | undefined;
  /** The address of this page with another model shown; without one, the serving model. */
  linkTo: (hash: string | undefined) => string;
} {
  const [params] = useSearchParams();
  const linkTo = useCallback(
    (hash: string | undefined) => {
      const next = new URLSearchParams(params);
      if (hash === undefined) {
        next.delete(NAME);
      } else {
        next.set(NAME, shortHash(hash));
      }
      return `?${next}`;
    },
    [params],
  );
  return { prefix: params.get(NAME) ?? undefined, linkTo };
}
