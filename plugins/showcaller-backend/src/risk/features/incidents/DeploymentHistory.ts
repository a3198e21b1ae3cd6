import type { DeploymentTimeline } from '../../../delivery/DeploymentTimeline';
import type { Deployment } from '../../../delivery/types';
import type { FeatureRequest } from '../FeatureCollector';
import { OncePerRequest } from '../OncePerRequest';

/** Deployments of an entity that are looked back at. */
export const LOOKED_BACK = 200;

/** A deployment that went back to an earlier revision, and the one it replaced. */
export interface RollBack {
  deployment: Deployment;
  replaced: Deployment;
}

/** What was deployed before, as it was known then. */
export interface PastDeployments {
  /** Oldest first, all environments. */
  deployments: Deployment[];
  /** True when there are more than were read. */
  cut: boolean;
}

/** The deployments of an entity before the one that is scored, asked for once per request. */
export class DeploymentHistory {
  readonly #timeline: Pick<DeploymentTimeline, 'list'>;
  readonly #asked = OncePerRequest.create<PastDeployments>();

  static create(options: {
    timeline: Pick<DeploymentTimeline, 'list'>;
  }): DeploymentHistory {
    return new DeploymentHistory(options.timeline);
  }

  private constructor(timeline: Pick<DeploymentTimeline, 'list'>) {
    this.#timeline = timeline;
  }

  before(request: FeatureRequest): Promise<PastDeployments> {
    return this.#asked.get(request, async () => {
      const { entityRef, occurredAt, deploymentId } = request;
      const deployments = await this.#timeline.list({
        entityRef,
        to: occurredAt,
        limit: LOOKED_BACK + 1,
        newest: true,
      });
      return {
        deployments: deployments.filter(({ id }) => id !== deploymentId),
        cut: deployments.length > LOOKED_BACK,
      };
    });
  }
}

/** Whether it was known at a time that a deployment had failed. */
export function hadFailed(deployment: Deployment, at: string): boolean {
  const { status, finishedAt } = deployment;
  return status === 'failed' && finishedAt !== undefined && finishedAt <= at;
}

/** The deployment of the same environment that stood before each one, failed ones passed over. */
export function previousOf(
  deployments: Deployment[],
  at: string,
): Map<string, Deployment> {
  const inPlace = new Map<string, Deployment>();
  const previous = new Map<string, Deployment>();
  for (const deployment of deployments) {
    const before = inPlace.get(deployment.environment);
    if (before) {
      previous.set(deployment.id, before);
    }
    if (!hadFailed(deployment, at)) {
      inPlace.set(deployment.environment, deployment);
    }
  }
  return previous;
}

/**
 * Deployments that put a revision in place which had been deployed to that environment before the one they replaced. A
 * later step forward again to the replaced revision is none.
 */
export function findRollBacks(
  deployments: Deployment[],
  at: string,
): RollBack[] {
  const previous = previousOf(deployments, at);
  const firstSeen = new Map<string, number>();
  const rollBacks: RollBack[] = [];
  for (const [index, deployment] of deployments.entries()) {
    if (hadFailed(deployment, at)) {
      continue;
    }
    const keyOf = ({ environment, sha }: Deployment) =>
      `${environment}\0${sha}`;
    const replaced = previous.get(deployment.id);
    const first = firstSeen.get(keyOf(deployment));
    if (replaced && first !== undefined) {
      if (first < (firstSeen.get(keyOf(replaced)) ?? -1)) {
        rollBacks.push({ deployment, replaced });
      }
    } else if (first === undefined) {
      firstSeen.set(keyOf(deployment), index);
    }
  }
  return rollBacks;
}
