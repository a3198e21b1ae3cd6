import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import {
  findRollBacks,
  LOOKED_BACK,
  type DeploymentHistory,
} from './DeploymentHistory';

const WINDOW_MS = 30 * 86_400_000;
const SOURCE = 'earlier deployments';

/** How often the service was rolled back in the 30 days before. */
export class RollbackCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['rollbacks30'] as const;
  readonly #history: DeploymentHistory;

  static create(options: { history: DeploymentHistory }): RollbackCollector {
    return new RollbackCollector(options.history);
  }

  private constructor(history: DeploymentHistory) {
    this.#history = history;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { occurredAt } = request;
    const { deployments, cut } = await this.#history.before(request);
    const since = new Date(Date.parse(occurredAt) - WINDOW_MS).toISOString();
    const within = findRollBacks(deployments, occurredAt).filter(
      ({ deployment }) => deployment.requestedAt >= since,
    );
    const notAll = cut && deployments[0].requestedAt > since;
    return {
      source: notAll ? `${SOURCE} (the last ${LOOKED_BACK})` : SOURCE,
      observedAt: deployments.at(-1)?.requestedAt,
      values: { rollbacks30: within.length },
      missingReason: 'deployments could not be read',
    };
  }
}
