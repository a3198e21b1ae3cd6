import type {
  PolicyBundleDetail,
  PolicyComparison,
  PolicyOverview,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';

/** Seconds between looks: somebody else may have proposed or activated something; a dry run moves. */
const POLL_SECONDS = { calm: 30, running: 2 };

/** Which bundle decides, and what waits. */
export function usePolicyOverview(): ShowcallerQuery<PolicyOverview> {
  return useShowcallerQuery({
    key: 'policies',
    load: api => api.getPolicies(),
    refreshOnRiskOf: false,
    pollSeconds: POLL_SECONDS.calm,
  });
}

/** One bundle with its files and what the reader may do with it. */
export function usePolicyBundle(
  hash: string,
): ShowcallerQuery<PolicyBundleDetail> {
  return useShowcallerQuery({
    key: `policy-bundle:${hash}`,
    load: api => api.getPolicyBundle(hash),
    refreshOnRiskOf: false,
    pollSeconds: POLL_SECONDS.calm,
  });
}

/** What a bundle would have decided in the past; undefined until it was tried. */
export function useDryRun(
  hash: string,
): ShowcallerQuery<PolicyComparison | undefined> {
  const [running, setRunning] = useState(false);
  return useShowcallerQuery<PolicyComparison | undefined>({
    key: `policy-dry-run:${hash}`,
    load: async api => {
      const comparison = await api.getDryRun(hash);
      setRunning(comparison?.state === 'running');
      return comparison;
    },
    refreshOnRiskOf: false,
    pollSeconds: running ? POLL_SECONDS.running : POLL_SECONDS.calm,
  });
}

/** What a bundle decides beside the active one; undefined when it never was in shadow. */
export function useShadowComparison(
  hash: string,
): ShowcallerQuery<PolicyComparison | undefined> {
  return useShowcallerQuery<PolicyComparison | undefined>({
    key: `policy-shadow:${hash}`,
    load: api => api.getShadowComparison(hash),
    pollSeconds: POLL_SECONDS.calm,
  });
}
