import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';

/** What is to be scored. */
export interface FeatureRequest {
  entityRef: string;
  repository: string;
  sha: string;
  /** Previously deployed revision, exclusive; absent for a first deployment. */
  previousSha?: string;
  /** The scoring clock: nothing observed later may count. */
  occurredAt: string;
}

/** What one collector found out. A feature it does not know is simply not in `values`. */
export interface CollectorResult {
  /** Where the values were read, for people: `git history`. */
  source: string;
  observedAt?: string;
  values: Partial<Record<string, number>>;
  /** Why a feature is not in `values`, in plain words. */
  missingReason: string;
  commits?: ChangeFacts[];
  commitCount?: number;
  /** True when a later try may find more. */
  mayComeLater?: boolean;
}

/** Finds out some of the features. */
export interface FeatureCollector {
  readonly id: string;
  /** May throw; the reason then becomes the missing reason of what it would have told. */
  collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult>;
}
