import type { EnvironmentTier } from '@showcaller/backstage-plugin-showcaller-common';
import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { RiskFeatureName } from '@showcaller/engine/risk';

/** What is to be scored. The same object is handed to every collector. */
export interface FeatureRequest {
  entityRef: string;
  repository: string;
  sha: string;
  /** Previously deployed revision, exclusive; absent for a first deployment. */
  previousSha?: string;
  /** The scoring clock: nothing observed later may count. */
  occurredAt: string;
  /** Which deployment it is; absent for what is not deployed. */
  deploymentId?: string;
  environment?: string;
  tier?: EnvironmentTier;
}

/** A value with where and when it was read, where these differ from those of the whole answer. */
export interface CollectedValue {
  value: number;
  source?: string;
  observedAt?: string;
}

/** What one collector found out. A feature it does not know is simply not in `values`. */
export interface CollectorResult {
  /** Where the values were read, for people: `git history`. */
  source: string;
  /** When the source last observed them; of a value that says no time of its own. */
  observedAt?: string;
  values: Partial<Record<RiskFeatureName, number | CollectedValue>>;
  /** Why a feature is not in `values`, in plain words. */
  missingReason: string;
  /** The same for single features, where their reasons differ. */
  missingReasons?: Partial<Record<RiskFeatureName, string>>;
  commits?: ChangeFacts[];
  commitCount?: number;
  /** True when a later try may find more. */
  mayComeLater?: boolean;
}

/** Finds out some of the features, as of the scoring clock. */
export interface FeatureCollector {
  readonly id: string;
  /** Those it can tell. Of several collectors that can, the first that knows tells. */
  readonly features: readonly RiskFeatureName[];
  /** May throw; the reason then becomes the missing reason of what it would have told. */
  collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult>;
}
