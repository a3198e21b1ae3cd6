import { NotFoundError } from '@backstage/errors';
import type {
  PolicyBundleDetail,
  PolicyBundleRow,
  PolicyComparison,
  PolicyOverview,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  compilePolicy,
  policyVocabulary,
  type PolicyFile,
} from '@showcaller/engine/policy';
import { rowOf, sampleBundles, sampleComparison } from './samplePolicies';

/** The part of the API that the pages about policies use. */
export type PolicyApi = Pick<
  ShowcallerApi,
  | 'getPolicies'
  | 'getPolicyBundles'
  | 'getPolicyBundle'
  | 'storePolicies'
  | 'shadowPolicies'
  | 'stopShadow'
  | 'getShadowComparison'
  | 'startDryRun'
  | 'getDryRun'
  | 'proposePolicies'
  | 'activatePolicies'
  | 'withdrawPolicies'
>;

/** A bundle as the backend keeps it. */
export interface StoredSample extends PolicyBundleRow {
  files: PolicyFile[];
}

/** Answers from memory as the backend would: stores, proposes, activates; a dry run is done at once. */
export function createPolicyApi(
  content: {
    bundles?: StoredSample[];
    overview?: Partial<PolicyOverview>;
    /** What the reader may do with the proposed bundle. */
    you?: Partial<PolicyBundleDetail['you']>;
    dryRuns?: Record<string, PolicyComparison>;
    shadow?: PolicyComparison;
    now?: Date;
  } = {},
): PolicyApi {
  const { now = new Date('2026-11-20T13:05:00Z'), overview, you } = content;
  let bundles = content.bundles ?? sampleBundles(now);
  const dryRuns = new Map(Object.entries(content.dryRuns ?? {}));

  const find = (hash: string) => {
    const found = bundles.find(bundle => bundle.hash === hash);
    if (!found) {
      throw new NotFoundError(`There is no bundle ${hash}.`);
    }
    return found;
  };
  const toRow = ({ files: _files, ...row }: StoredSample): PolicyBundleRow =>
    row;
  const detail = (hash: string): PolicyBundleDetail => {
    const { files, ...row } = find(hash);
    const policy = compilePolicy(files);
    const proposed = row.status === 'proposed';
    return {
      ...row,
      files,
      ok: policy.ok,
      diagnostics: [...policy.diagnostics],
      rules: [...policy.rules],
      tests: policy.test(),
      you: {
        mayPropose: ['stored', 'shadow', 'retired'].includes(row.status),
        mayActivate: proposed,
        ...(proposed && you),
      },
    };
  };
  const change = (hash: string, changes: Partial<StoredSample>) => {
    find(hash);
    bundles = bundles.map(bundle =>
      bundle.hash === hash ? { ...bundle, ...changes } : bundle,
    );
    return detail(hash);
  };
  const withStatus = (status: StoredSample['status']) => {
    const found = bundles.find(bundle => bundle.status === status);
    return found && toRow(found);
  };
  const summary = (): PolicyOverview => {
    const active = withStatus('active');
    if (!active) {
      throw new NotFoundError('The active bundle is not stored.');
    }
    return {
      active,
      shadow: withStatus('shadow'),
      proposed: withStatus('proposed'),
      vocabulary: [...policyVocabulary],
      ...overview,
    };
  };

  return {
    getPolicies: async () => summary(),
    getPolicyBundles: async ({ limit = 20, offset = 0 } = {}) => ({
      items: bundles.slice(offset, offset + limit).map(toRow),
      totalItems: bundles.length,
      limit,
      offset,
    }),
    getPolicyBundle: async hash => detail(hash),
    storePolicies: async (files, comment) => {
      const bundle = {
        ...rowOf({
          hash: 'f'.repeat(64),
          files,
          createdBy: 'user:default/reader',
          createdAt: now.toISOString(),
          comment,
        }),
        files,
      };
      bundles = [bundle, ...bundles];
      return detail(bundle.hash);
    },
    shadowPolicies: async hash => change(hash, { status: 'shadow' }),
    stopShadow: async () => {
      bundles = bundles.map(bundle =>
        bundle.status === 'shadow' ? { ...bundle, status: 'stored' } : bundle,
      );
      return summary();
    },
    getShadowComparison: async hash =>
      find(hash).status === 'shadow' ? content.shadow : undefined,
    startDryRun: async hash => {
      const comparison = sampleComparison({ hash, kind: 'dry-run' }, now);
      dryRuns.set(hash, comparison);
      return comparison;
    },
    getDryRun: async hash => dryRuns.get(hash),
    proposePolicies: async (hash, reason) =>
      change(hash, {
        status: 'proposed',
        proposedBy: 'user:default/reader',
        proposedAt: now.toISOString(),
        proposalReason: reason,
      }),
    activatePolicies: async hash => {
      bundles = bundles.map(bundle =>
        bundle.status === 'active' ? { ...bundle, status: 'retired' } : bundle,
      );
      return change(hash, {
        status: 'active',
        activatedBy: 'user:default/reader',
        activatedAt: now.toISOString(),
      });
    },
    withdrawPolicies: async hash => change(hash, { status: 'stored' }),
  };
}
