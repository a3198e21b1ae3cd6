import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CdEvent,
  ShowcallerEventData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type {
  EventMapper,
  StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventSink, StoredEvent } from '../delivery/types';
import { mapRawEvent } from './mapRawEvent';
import { storeCdEvents, type MappedEvents } from './storeCdEvents';
import { transactionGroups } from './transactionGroups';
import type {
  ClaimedRawEvent,
  ProcessingOutcome,
  RawEventStore,
} from './types';

const BATCH = 100;
const LEASE_SECONDS = 30;
const MAX_ATTEMPTS = 5;

/** A raw event with what its mapper made of it. */
interface MappedRawEvent {
  event: ClaimedRawEvent;
  events: CdEvent<ShowcallerEventData>[];
  /** `mapperVersion` is absent when no mapper saw it. */
  outcome: ProcessingOutcome;
}

/** Raised inside the transaction when another worker took the event over; everything written is then undone. */
class ClaimLost extends Error {}

/**
 * Turns raw events into CDEvents. The events, what the sink makes of them and the mark on the raw event are one
 * transaction: a process that dies at any moment leaves the raw event either untouched or done.
 */
export class RawEventProcessor {
  readonly #knex: Knex;
  readonly #store: RawEventStore;
  readonly #sources: Map<string, EventMapper>;
  readonly #sink: EventSink;
  readonly #logger: LoggerService;
  readonly #worker: string;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    store: RawEventStore;
    sources: EventMapper[];
    sink: EventSink;
    logger: LoggerService;
    /** Name of this process in claims. */
    worker: string;
    now?: () => Date;
  }): RawEventProcessor {
    return new RawEventProcessor(options);
  }

  private constructor(options: Parameters<typeof RawEventProcessor.create>[0]) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#sources = new Map(options.sources.map(s => [s.id, s]));
    this.#sink = options.sink;
    this.#logger = options.logger;
    this.#worker = options.worker;
    this.#now = options.now ?? (() => new Date());
  }

  /** Works on one batch; answers how many events it took. Stops between two events once the signal is aborted. */
  async processBatch(signal?: AbortSignal): Promise<number> {
    const claimedAt = this.#now();
    const leaseEnd = claimedAt.getTime() + LEASE_SECONDS * 1000;
    const claimed = await this.#store.claim({
      worker: this.#worker,
      limit: BATCH,
      now: claimedAt,
      leaseSeconds: LEASE_SECONDS,
    });
    for (const group of transactionGroups(claimed)) {
      // Once the lease is over, another worker may have begun with the rest.
      if (signal?.aborted || this.#now().getTime() >= leaseEnd) {
        break;
      }
      await this.#process(group);
    }
    return claimed.length;
  }

  /** Together when that goes well; when it does not, each on its own, so that one bad event holds up no other. */
  async #process(group: ClaimedRawEvent[]): Promise<void> {
    const webhooks = await this.#store.read(group.map(({ id }) => id));
    const mapped: MappedRawEvent[] = [];
    for (const event of group) {
      try {
        await this.#sources.get(event.source)?.prepare?.();
        mapped.push(await this.#map(event, webhooks.get(event.id)));
      } catch (error) {
        await this.#retryLater(event, error);
      }
      await nextTurn();
    }
    if (mapped.length === 0) {
      return;
    }
    try {
      await this.#save(mapped);
    } catch {
      for (const one of mapped) {
        await this.#saveAlone(one);
      }
    }
  }

  async #saveAlone(mapped: MappedRawEvent): Promise<void> {
    try {
      await this.#save([mapped]);
    } catch (error) {
      if (error instanceof ClaimLost) {
        this.#logger.debug(`Raw event ${mapped.event.id} was taken over`);
        return;
      }
      await this.#retryLater(mapped.event, error);
    }
  }

  async #map(
    event: ClaimedRawEvent,
    webhook: StoredWebhook | undefined,
  ): Promise<MappedRawEvent> {
    const attempts = event.attempts + 1;
    const dead = (reason: string): MappedRawEvent => ({
      event,
      events: [],
      outcome: { status: 'dead', attempts, reason },
    });
    const source = this.#sources.get(event.source);
    if (!source) {
      return dead(
        `No installed module handles the source ${event.source}. Install it and replay this event.`,
      );
    }
    if (!webhook) {
      return dead('The body was erased because its retention has passed.');
    }
    const { mapperVersion } = source;
    const mapping = await mapRawEvent(source, webhook);
    if (mapping.status === 'dead') {
      this.#logger.warn(
        `Webhook ${event.eventType} of ${event.source} went to the dead letters`,
        { rawEvent: event.id, reason: mapping.reason },
      );
    }
    return {
      event,
      events: mapping.status === 'mapped' ? mapping.events : [],
      outcome: {
        status: mapping.status,
        attempts,
        mapperVersion,
        ...('reason' in mapping && { reason: mapping.reason }),
      },
    };
  }

  /** One transaction for all of them: CDEvents, what the sink makes of them, and the marks on the raw events. */
  async #save(group: MappedRawEvent[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      const stored = await storeCdEvents(tx, group.flatMap(toStore));
      const finished = await this.#store.finish({
        results: group.map(({ event: { id }, outcome }) => ({
          id,
          outcome: withReason(outcome, id, stored.get(id) ?? []),
        })),
        worker: this.#worker,
        now: this.#now(),
        tx,
      });
      if (!finished) {
        throw new ClaimLost();
      }
      const all = [...stored.values()].flat();
      if (all.length > 0) {
        // Where the database answers at once, as SQLite does, nothing else would get its turn until the commit.
        await nextTurn();
        await this.#sink.apply(all, tx);
      }
    });
  }

  async #retryLater(event: ClaimedRawEvent, error: unknown): Promise<void> {
    const attempts = event.attempts + 1;
    const reason = error instanceof Error ? error.message : String(error);
    const exhausted = attempts >= MAX_ATTEMPTS;
    this.#logger.error(
      `Processing webhook ${event.id} failed, attempt ${attempts} of ${MAX_ATTEMPTS}`,
      error instanceof Error ? error : new Error(reason),
    );
    const delaySeconds = 4 ** event.attempts;
    const outcome: ProcessingOutcome = exhausted
      ? { status: 'dead', attempts, reason }
      : {
          status: 'pending',
          attempts,
          reason,
          notBefore: new Date(
            this.#now().getTime() + delaySeconds * 1000,
          ).toISOString(),
        };
    try {
      await this.#store.finish({
        results: [{ id: event.id, outcome }],
        worker: this.#worker,
        now: this.#now(),
      });
    } catch {
      // The database itself is away: the claim expires and the event is taken again then.
    }
  }
}

/** A mapper that fails on a replay takes nothing away from what an earlier one gave. */
function toStore({ event, events, outcome }: MappedRawEvent): MappedEvents[] {
  const { mapperVersion } = outcome;
  if (mapperVersion === undefined || outcome.status === 'dead') {
    return [];
  }
  const { id: rawId, source, receivedAt } = event;
  return [{ rawId, source, receivedAt, mapperVersion, events }];
}

/** Says where the events are when another raw event brought them first. */
function withReason(
  outcome: ProcessingOutcome,
  id: string,
  stored: StoredEvent[],
): ProcessingOutcome {
  const elsewhere = stored.find(({ rawId }) => rawId !== id);
  return elsewhere
    ? {
        ...outcome,
        reason: `The same payload was delivered before, as raw event ${elsewhere.rawId}`,
      }
    : outcome;
}
