import { timestamp } from '../../database/timestamp';
import type { DeploymentTimeline } from '../../delivery';
import type { Deployment } from '../../delivery/types';
import type { DatabaseLabelStore } from './DatabaseLabelStore';
import { windowHours } from './LabelEvidenceReader';
import type { LabelRules } from './labelRules';

const NEIGHBOURS = 500;
const HOUR_MS = 3_600_000;
const ENDED = new Set(['succeeded', 'failed', 'superseded']);

/** Whether a deployment came to an end, well or not. */
export function hasEnded({ status }: Deployment): boolean {
  return ENDED.has(status);
}

/** Finds the deployments whose label another one may change. */
export class LabelNeighbours {
  readonly #store: DatabaseLabelStore;
  readonly #timeline: DeploymentTimeline;
  readonly #rules: LabelRules;

  static create(options: {
    store: DatabaseLabelStore;
    timeline: DeploymentTimeline;
    rules: LabelRules;
  }): LabelNeighbours {
    return new LabelNeighbours(options);
  }

  private constructor(options: {
    store: DatabaseLabelStore;
    timeline: DeploymentTimeline;
    rules: LabelRules;
  }) {
    this.#store = options.store;
    this.#timeline = options.timeline;
    this.#rules = options.rules;
  }

  /**
   * Deployments that this one may speak for or against, where it is and where it was: those before it in the same
   * environment, and in others where an incident was put down to one.
   */
  async before(
    deploymentId: string,
    deployment: Deployment | undefined,
  ): Promise<string[]> {
    const before: string[] = [];
    for (const position of await this.#positions(deploymentId, deployment)) {
      const { entityRef, environment, at } = position;
      const neighbours = await this.#timeline.list({
        entityRef,
        from: timestamp(Date.parse(at) - windowHours(this.#rules) * HOUR_MS),
        to: at,
        limit: NEIGHBOURS,
        newest: true,
      });
      const labels = await this.#store.getMany(
        neighbours
          .filter(other => other.environment !== environment)
          .map(({ id }) => id),
      );
      before.push(
        ...neighbours
          .filter(
            other =>
              other.id !== deploymentId &&
              (other.environment === environment ||
                labels.get(other.id)?.reasons.includes('incident')),
          )
          .map(({ id }) => id),
      );
    }
    return before;
  }

  async #positions(
    deploymentId: string,
    deployment: Deployment | undefined,
  ): Promise<Array<{ entityRef: string; environment: string; at: string }>> {
    const label = await this.#store.get(deploymentId);
    const now = deployment &&
      (label || hasEnded(deployment)) && {
        entityRef: deployment.entityRef,
        environment: deployment.environment,
        at: deployment.requestedAt,
      };
    const then = label && {
      entityRef: label.entityRef,
      environment: label.environment,
      at: label.occurredAt,
    };
    const moved = then && JSON.stringify(then) !== JSON.stringify(now);
    return [...(now ? [now] : []), ...(moved ? [then] : [])];
  }
}
