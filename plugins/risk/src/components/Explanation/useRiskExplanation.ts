import type { RiskExplanationDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';

/**
 * What the backend computes about one assessment beside its score. Asked for once: only outcomes of similar changes
 * can still change, and those come with a new risk of the service.
 */
export function useRiskExplanation(options: {
  assessmentId: string;
  entityRef: string;
}): ShowcallerQuery<RiskExplanationDetail> {
  const { assessmentId, entityRef } = options;
  return useShowcallerQuery({
    key: `explanation:${assessmentId}`,
    load: api => api.getRiskExplanation(assessmentId),
    refreshOnRiskOf: changed => changed === entityRef,
    pollSeconds: false,
  });
}
