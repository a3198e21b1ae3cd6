import { BoundedCache } from '../../../database/BoundedCache';
import type { IncidentReader } from '../../../incidents';
import type { OwnershipGraph } from '../../../ownership/types';
import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import { withinHops } from './withinHops';

const DAY = 86_400_000;
const SOURCE = 'incidents';
const MAX_DAYS = 365;
const MAX_HOPS = 4;
const RECENT_DAYS = 7;
/** Another replica may have been told of the first incident. */
const REFRESH_MS = 60_000;

/** How long ago the service had an incident, and how near the next service with a recent one is. */
export class IncidentCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['incdays', 'inchops'] as const;
  readonly #incidents: IncidentReader;
  readonly #ownership: Pick<OwnershipGraph, 'getComponents' | 'neighboursOf'>;
  readonly #first: BoundedCache<'first', string | undefined>;
  readonly #now: () => Date;

  static create(options: {
    incidents: IncidentReader;
    ownership: Pick<OwnershipGraph, 'getComponents' | 'neighboursOf'>;
    now: () => Date;
  }): IncidentCollector {
    return new IncidentCollector(options);
  }

  private constructor(options: {
    incidents: IncidentReader;
    ownership: Pick<OwnershipGraph, 'getComponents' | 'neighboursOf'>;
    now: () => Date;
  }) {
    this.#incidents = options.incidents;
    this.#ownership = options.ownership;
    this.#now = options.now;
    this.#first = BoundedCache.create({
      limit: 1,
      ttlMs: REFRESH_MS,
      now: options.now,
    });
  }

  /** An incident was told of: it may be the first. */
  onIncidents(): void {
    this.#first.delete('first');
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { entityRef, occurredAt } = request;
    const first = await this.#first.get('first', () => this.#firstIncident());
    if (first === undefined || first > occurredAt) {
      return {
        source: SOURCE,
        values: {},
        missingReason:
          'no incident of any service was reported by then: whether there were any is not known',
      };
    }
    const at = Date.parse(occurredAt);
    const last = await this.#incidents.lastIncident(entityRef, occurredAt);
    const days = last ? (at - Date.parse(last.openedAt)) / DAY : MAX_DAYS;
    const nearest = await this.#nearest(entityRef, at);
    return {
      source: SOURCE,
      values: {
        incdays: {
          value: Math.min(days, MAX_DAYS),
          observedAt: last?.openedAt,
        },
        inchops: { value: nearest.hops, observedAt: nearest.openedAt },
      },
      missingReason: 'incidents could not be read',
    };
  }

  async #nearest(
    entityRef: string,
    at: number,
  ): Promise<{ hops: number; openedAt?: string }> {
    const hops = withinHops(this.#ownership, entityRef.toLowerCase(), MAX_HOPS);
    const recent = await this.#incidents.recentByEntities({
      entityRefs: [...hops.keys()],
      since: new Date(at - RECENT_DAYS * DAY).toISOString(),
      before: new Date(at).toISOString(),
    });
    let nearest: { hops: number; openedAt?: string } = { hops: MAX_HOPS + 1 };
    for (const [ref, [newest]] of recent) {
      const distance = hops.get(ref);
      if (distance !== undefined && distance < nearest.hops) {
        nearest = { hops: distance, openedAt: newest.openedAt };
      }
    }
    return nearest;
  }

  /** When the first incident was opened that this portal knows of; undefined where nobody reports any. */
  async #firstIncident(): Promise<string | undefined> {
    const now = this.#now().getTime();
    const all = await this.#incidents.recentByEntities({
      entityRefs: this.#ownership
        .getComponents()
        .map(({ entityRef }) => entityRef),
      since: new Date(0).toISOString(),
      before: new Date(now).toISOString(),
    });
    return [...all.values()]
      .flat()
      .map(({ openedAt }) => openedAt)
      .sort()
      .at(0);
  }
}
