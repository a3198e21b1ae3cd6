import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Where a decision stands now, with what people said to it; undefined while there is no decision. */
export function useGateDetail(options: {
  decisionId: string | undefined;
  entityRef: string | undefined;
}): ShowcallerQuery<GateDecisionDetail | undefined> {
  const { decisionId, entityRef } = options;
  return useShowcallerQuery<GateDecisionDetail | undefined>({
    key: `decision:${decisionId}`,
    load: async api =>
      decisionId === undefined ? undefined : api.getGateDecision(decisionId),
    refreshOnRiskOf: changed => changed === entityRef,
    pollSeconds: decisionId === undefined ? false : undefined,
  });
}
