import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { decisionRouteRef } from '../../routes';

/** A part of the decision page that one can be led to. */
export type DecisionPart = 'why' | 'approval' | 'proof';

/** Address of the page of a decision; gives undefined in a portal without that page. */
export function useDecisionLink(): (
  id: string,
  part?: DecisionPart,
) => string | undefined {
  const link = useRouteRef(decisionRouteRef);
  return useCallback(
    (id, part) => {
      const page = link?.({ id });
      return page && part ? `${page}#${part}` : page;
    },
    [link],
  );
}
