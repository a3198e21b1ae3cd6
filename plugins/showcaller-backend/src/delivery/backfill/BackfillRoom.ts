import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  BackfillDocument,
  BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit';
import type { EntityAccess } from '../../http/EntityAccess';
import type { ReceivedWebhook } from '../../ingest/types';
import type { OwnershipGraph } from '../../ownership/types';
import { WorkLoop } from '../../risk/WorkLoop';
import { BackfillReader } from './BackfillReader';
import { BackfillService } from './BackfillService';
import { DatabaseBackfillStore } from './DatabaseBackfillStore';
import { createBackfillRouter } from './router';
import type { BackfillClaim } from './types';

/** Pages that are read at a time, each of another source: vendors do not like parallel requests. */
const CONCURRENCY = 4;

interface BackfillRoomOptions {
  knex: Knex;
  logger: LoggerService;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  sources: BackfillSource[];
  /** Stores a raw event; true when it was new. */
  accept: (event: ReceivedWebhook) => Promise<boolean>;
  /** Takes a document of a revision in; throws when it could not be stored. */
  addDocument: (
    document: BackfillDocument & { uploadedBy: string },
  ) => Promise<unknown>;
  /** Told when the past of a repository, from a time on, was read. */
  onFinished?: (repository: string, since: string) => Promise<void>;
  now?: () => Date;
  random?: () => number;
}

/** Reads past runs, tests and deployments from vendors' APIs into the raw events. */
export class BackfillRoom {
  readonly service: BackfillService;
  /** To be mounted at `/delivery/backfills`. */
  readonly router: Router;
  readonly #ownership: OwnershipGraph;
  readonly #logger: LoggerService;
  readonly #loop: WorkLoop<BackfillClaim>;
  readonly #busy = new Set<string>();
  readonly #stopping = new AbortController();
  #requesting: Promise<void> = Promise.resolve();

  static create(options: BackfillRoomOptions): BackfillRoom {
    return new BackfillRoom(options);
  }

  private constructor(options: BackfillRoomOptions) {
    const { knex, logger, ownership, sources, accept, addDocument } = options;
    const now = options.now ?? (() => new Date());
    const store = DatabaseBackfillStore.create({ knex, now });
    this.#ownership = ownership;
    this.#logger = logger;
    this.service = BackfillService.create({
      knex,
      audit: options.audit,
      sources,
      store,
      ownership,
      logger,
      now,
    });
    const reader = BackfillReader.create({
      sources,
      store,
      storeItem: ({ source, item, receivedAt }) =>
        accept({
          ...item,
          source: source.mapper.id,
          headers: {},
          contentType: 'application/json',
          receivedAt,
          verifiedBy: `read from ${source.readFrom}`,
        }),
      storeDocument: async ({ source, document }) => {
        const { repository, sha } = document;
        const uploadedBy = `read from ${source.readFrom}`;
        try {
          await addDocument({ ...document, uploadedBy });
        } catch (error) {
          if (!isUnreadable(error)) {
            throw error;
          }
          logger.debug(
            `A document of ${repository}@${sha} is stored and could not be read: ${error.message}`,
          );
        }
      },
      onFinished: async claim => {
        const row = await store.get(claim);
        if (row) {
          await options.onFinished?.(row.repository, row.since);
        }
      },
      logger,
      now,
      random: options.random ?? Math.random,
    });
    this.#loop = new WorkLoop({
      name: 'backfill',
      logger,
      concurrency: CONCURRENCY,
      claim: async limit => {
        const claims = await store.claim({ limit, busy: this.#busy });
        for (const { source } of claims) {
          this.#busy.add(source);
        }
        return claims;
      },
      work: claim =>
        reader
          .read(claim, this.#stopping.signal)
          .finally(() => this.#busy.delete(claim.source)),
    });
    this.router = createBackfillRouter({
      ...options,
      backfills: this.service,
      onQueued: () => this.#loop.wake(),
    });
  }

  /** Continues what is under way, and wants what sources read by themselves, now and whenever the catalog changes. */
  async start(): Promise<void> {
    this.#ownership.onChanged(() => this.#requestNew());
    this.#requestNew();
    this.#loop.start();
  }

  /** Breaks off requests that are under way; the next start, or another replica, repeats them. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend shuts down'));
    await this.#requesting;
    await this.#loop.stop();
  }

  #requestNew(): void {
    this.#requesting = this.#requesting.then(async () => {
      try {
        if (!this.#stopping.signal.aborted) {
          await this.service.requestNew();
          this.#loop.wake();
        }
      } catch (error) {
        this.#logger.error(
          'Backfills of new components could not be noted; it is tried again when the catalog changes',
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    });
  }
}

/** Stored, with what is wrong: another try would find the same. */
function isUnreadable(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UnreadableDocument';
}
