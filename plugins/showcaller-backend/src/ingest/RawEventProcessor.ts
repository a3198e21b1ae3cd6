import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventSink } from '../delivery/types';
import { mapRawEvent } from './mapRawEvent';
import { storeCdEvents } from './storeCdEvents';
import type {
  ClaimedRawEvent,
  ProcessingOutcome,
  RawEventStore,
} from './types';

const BATCH = 50;
const LEASE_SECONDS = 30;
const MAX_ATTEMPTS = 5;

/** Raised inside the transaction when another worker took the event over; everything written is then undone. */
class ClaimLost extends Error {}

/**
 * Turns raw events into CDEvents. The events, what the sink makes of them and the mark on the raw event are one
 * transaction: a process that dies at any moment leaves the raw event either untouched or done.
 */
export class RawEventProcessor {
  readonly #knex: Knex;
  readonly #store: RawEventStore;
  readonly #sources: Map<string, WebhookSource>;
  readonly #sink: EventSink;
  readonly #logger: LoggerService;
  readonly #worker: string;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    store: RawEventStore;
    sources: WebhookSource[];
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
    for (const event of claimed) {
      // Once the lease is over, another worker may have begun with the rest.
      if (signal?.aborted || this.#now().getTime() >= leaseEnd) {
        break;
      }
      await this.#process(event);
      await nextTurn();
    }
    return claimed.length;
  }

  async #process(event: ClaimedRawEvent): Promise<void> {
    try {
      await this.#mapAndStore(event);
    } catch (error) {
      if (error instanceof ClaimLost) {
        this.#logger.debug(`Raw event ${event.id} was taken over`);
        return;
      }
      await this.#retryLater(event, error);
    }
  }

  async #mapAndStore(event: ClaimedRawEvent): Promise<void> {
    const attempts = event.attempts + 1;
    const source = this.#sources.get(event.source);
    if (!source) {
      await this.#finish(event, {
        status: 'dead',
        attempts,
        reason: `No installed module handles the source ${event.source}. Install it and replay this event.`,
      });
      return;
    }
    const { mapperVersion } = source;
    const webhook = await this.#store.read(event.id);
    if (!webhook) {
      await this.#finish(event, {
        status: 'dead',
        attempts,
        reason: 'The body was erased because its retention has passed.',
      });
      return;
    }
    const mapping = await mapRawEvent(source, webhook);
    if (mapping.status === 'dead') {
      this.#logger.warn(
        `Webhook ${event.eventType} of ${event.source} went to the dead letters`,
        { rawEvent: event.id, reason: mapping.reason },
      );
    }
    await this.#knex.transaction(async tx => {
      const events = mapping.status === 'mapped' ? mapping.events : [];
      const stored = await storeCdEvents(tx, {
        rawId: event.id,
        source: event.source,
        receivedAt: event.receivedAt,
        mapperVersion,
        events,
      });
      if (stored.length > 0) {
        await this.#sink.apply(stored, tx);
      }
      const elsewhere = stored.find(({ rawId }) => rawId !== event.id);
      const outcome: ProcessingOutcome = {
        status: mapping.status,
        attempts,
        mapperVersion,
        ...('reason' in mapping && { reason: mapping.reason }),
        ...(elsewhere && {
          reason: `The same payload was delivered before, as raw event ${elsewhere.rawId}`,
        }),
      };
      if (!(await this.#finish(event, outcome, tx))) {
        throw new ClaimLost();
      }
    });
  }

  async #retryLater(event: ClaimedRawEvent, error: unknown): Promise<void> {
    const attempts = event.attempts + 1;
    const reason = error instanceof Error ? error.message : String(error);
    const exhausted = attempts >= MAX_ATTEMPTS;
    this.#logger.error(
      `Storing the events of webhook ${event.id} failed, attempt ${attempts} of ${MAX_ATTEMPTS}`,
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
      await this.#finish(event, outcome);
    } catch {
      // The database itself is away: the claim expires and the event is taken again then.
    }
  }

  #finish(
    event: ClaimedRawEvent,
    outcome: ProcessingOutcome,
    tx?: Knex.Transaction,
  ): Promise<boolean> {
    return this.#store.finish({
      id: event.id,
      worker: this.#worker,
      outcome,
      now: this.#now(),
      tx,
    });
  }
}
