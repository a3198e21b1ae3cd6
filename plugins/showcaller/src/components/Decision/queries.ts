import type {
  ArtifactEvidence,
  GateDecisionDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Seconds between looks at a decision: somebody may approve it at any moment. */
const POLL_SECONDS = 15;

/** Everything about a decision, live. */
export function useDecision(id: string): ShowcallerQuery<GateDecisionDetail> {
  return useShowcallerQuery({
    key: `decision:${id}`,
    load: api => api.getGateDecision(id),
    pollSeconds: POLL_SECONDS,
  });
}

/** What is known of an artifact; undefined when nothing was told of it. */
export function useArtifactEvidence(
  digest: string,
): ShowcallerQuery<ArtifactEvidence | undefined> {
  return useShowcallerQuery<ArtifactEvidence | undefined>({
    key: `artifact:${digest}`,
    load: api => api.getArtifactEvidence(digest),
    refreshOnRiskOf: false,
    pollSeconds: 300,
  });
}
