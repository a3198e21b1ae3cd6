import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type {
  AuditorService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  EventMapper,
  WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { EventSink } from '../delivery/types';
import type { AuditAppender } from '../audit';
import type { EntityAccess } from '../http/EntityAccess';
import { scheduleBodyRetention } from './bodyRetention';
import { DatabaseRawEventStore } from './DatabaseRawEventStore';
import { createIngestRouter } from './ingestRouter';
import { ProcessingLoop } from './ProcessingLoop';
import { RawEventProcessor } from './RawEventProcessor';
import type { IngestHealth, RawEventStore, ReceivedWebhook } from './types';
import { createWebhookRouter } from './webhookRouter';

const DEFAULT_REQUESTS_PER_MINUTE = 12_000;

/** What the ingest room needs of its surroundings. */
export interface IngestRoomOptions {
  knex: Knex;
  logger: LoggerService;
  config: RootConfigService;
  sources: WebhookSource[];
  /** Of raw events that are read instead of sent. */
  mappers?: EventMapper[];
  /** Gets the events inside the transaction that stores them. */
  sink: EventSink;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  /** Without one, old bodies are kept. */
  scheduler?: SchedulerService;
}

/** Takes webhooks in: verify, store the raw bytes, then map to CDEvents and hand them on. */
export class IngestRoom {
  /** To be mounted at `/webhooks`, unauthenticated and before anything that reads bodies. */
  readonly webhookRouter: Router;
  /** To be mounted at `/ingest`. */
  readonly router: Router;
  readonly #store: RawEventStore;
  readonly #loop: ProcessingLoop;
  readonly #host: string;
  readonly #worker: string;
  readonly #options: IngestRoomOptions;

  static create(options: IngestRoomOptions): IngestRoom {
    return new IngestRoom(options);
  }

  private constructor(options: IngestRoomOptions) {
    const { knex, logger, config, sources, sink } = options;
    // A module that takes webhooks of the same name knows more of its events than a mapper that only reads them.
    const mappers = (options.mappers ?? []).filter(
      mapper => !sources.some(source => source.id === mapper.id),
    );
    this.#options = options;
    this.#host = `${hostname().slice(0, 200)}/`;
    this.#worker = `${this.#host}${randomBytes(8).toString('hex')}`;
    const store = DatabaseRawEventStore.create({ knex });
    this.#store = store;
    const processor = RawEventProcessor.create({
      knex,
      store,
      sources: [...sources, ...mappers],
      sink,
      logger,
      worker: this.#worker,
    });
    const loop = ProcessingLoop.create({
      step: signal => processor.processBatch(signal),
      logger,
    });
    this.#loop = loop;
    this.webhookRouter = createWebhookRouter({
      sources,
      store,
      requestsPerMinute:
        config.getOptionalNumber(
          'showcaller.ingest.rateLimit.requestsPerMinute',
        ) ?? DEFAULT_REQUESTS_PER_MINUTE,
      onStored: () => loop.wake(),
    });
    this.router = createIngestRouter({
      ...options,
      sources: [
        ...sources,
        ...mappers.map(({ id }) => ({ id, configured: true })),
      ],
      store,
      onQueued: () => loop.wake(),
    });
  }

  /** Takes up what an earlier process of this host left unfinished, and begins to work. */
  async start(): Promise<void> {
    const { scheduler, config, logger, sources } = this.#options;
    for (const source of sources.filter(({ configured }) => !configured)) {
      logger.warn(
        `Webhooks of ${source.id} are refused: no secret is configured`,
      );
    }
    await this.#store.releaseClaims(this.#host);
    if (scheduler) {
      await scheduleBodyRetention({
        store: this.#store,
        config,
        scheduler,
        logger,
      });
    }
    this.#loop.start();
  }

  /** Finishes the event in hand and leaves the rest to the next start or to other replicas. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#store.releaseClaims(this.#worker);
  }

  /** Stores an event that another room took from its sender, to be mapped like a webhook. */
  async receive(
    event: ReceivedWebhook,
  ): Promise<{ id: string; duplicate: boolean }> {
    const stored = await this.#store.add(event);
    if (!stored.duplicate) {
      this.#loop.wake();
    }
    return stored;
  }

  /** Stores an event that was read from an API, to be mapped after what is sent now. True when it was not stored before. */
  async accept(event: ReceivedWebhook): Promise<boolean> {
    const { duplicate } = await this.#store.add({ ...event, later: true });
    if (!duplicate) {
      this.#loop.wake();
    }
    return !duplicate;
  }

  health(): Promise<IngestHealth> {
    return this.#store.health(new Date());
  }
}
