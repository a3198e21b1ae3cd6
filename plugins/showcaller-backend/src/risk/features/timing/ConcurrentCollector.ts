import { UNDER_WAY_MS } from '../../../delivery/DeploymentAssignment';
import type { DeploymentTimeline } from '../../../delivery/DeploymentTimeline';
import type { OwnershipGraph } from '../../../ownership/types';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';

const SOURCE = 'deployments under way';

/** How many other deployments of the service and its neighbours were under way in the same tier at that moment. */
export class ConcurrentCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['concurrent'] as const;
  readonly #timeline: Pick<DeploymentTimeline, 'listUnderWay'>;
  readonly #ownership: Pick<OwnershipGraph, 'neighboursOf'>;

  static create(options: {
    timeline: Pick<DeploymentTimeline, 'listUnderWay'>;
    ownership: Pick<OwnershipGraph, 'neighboursOf'>;
  }): ConcurrentCollector {
    return new ConcurrentCollector(options);
  }

  private constructor(options: {
    timeline: Pick<DeploymentTimeline, 'listUnderWay'>;
    ownership: Pick<OwnershipGraph, 'neighboursOf'>;
  }) {
    this.#timeline = options.timeline;
    this.#ownership = options.ownership;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { entityRef, tier, occurredAt, deploymentId } = request;
    if (tier === undefined) {
      return {
        source: SOURCE,
        values: {},
        missingReason: 'it is not being deployed',
      };
    }
    const underWay = await this.#timeline.listUnderWay({
      entityRefs: [entityRef, ...this.#ownership.neighboursOf(entityRef)],
      at: occurredAt,
      since: new Date(Date.parse(occurredAt) - UNDER_WAY_MS).toISOString(),
    });
    const others = underWay.filter(
      other => other.id !== deploymentId && other.tier === tier,
    );
    return {
      source: SOURCE,
      observedAt: occurredAt,
      values: { concurrent: others.length },
      missingReason: 'deployments could not be counted',
    };
  }
}
