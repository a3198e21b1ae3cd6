import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { ChangeLookup } from '../ChangeLookup';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';

/** A production deployment of payments; what matters to a test is passed in. */
export function featureRequest(
  fields: Partial<FeatureRequest> = {},
): FeatureRequest {
  return {
    entityRef: 'component:default/payments',
    repository: 'shop/payments',
    sha: 'b2'.repeat(20),
    previousSha: 'a1'.repeat(20),
    occurredAt: '2026-11-20T10:00:00.000Z',
    deploymentId: 'this',
    environment: 'prod',
    tier: 'production',
    ...fields,
  };
}

/** What a collector answers, values alone where they say nothing more. */
export async function collect(
  collector: FeatureCollector,
  request: FeatureRequest = featureRequest(),
): Promise<CollectorResult> {
  return collector.collect(request, new AbortController().signal);
}

/** The commits of a range by the revision that is its head; undefined for a revision that git does not hold. */
export function changesBy(
  commits: Record<string, ChangeFacts[]>,
  folder?: string,
): ChangeLookup {
  return ChangeLookup.create({
    sources: [
      {
        id: 'git',
        supports: async () => true,
        getRange: async ({ head }) =>
          commits[head] && { commits: commits[head], withoutFacts: 0 },
      },
    ],
    folderOf: () => folder,
  });
}

/** A repository that is not read. */
export const noChanges = ChangeLookup.create({
  sources: [],
  folderOf: () => undefined,
});
