import type {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { RunArtifactSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { EventSink, StoredEvent } from '../../delivery/types';
import type { EntityAccess } from '../../http/EntityAccess';
import type { OwnershipGraph } from '../../ownership/types';
import { WorkLoop } from '../../risk/WorkLoop';
import type { EvidenceService } from '../EvidenceService';
import { bodyLimits } from '../router';
import { ArtifactIntake } from './ArtifactIntake';
import {
  DatabaseRunArtifactQueue,
  type RunArtifactsClaim,
} from './queue/DatabaseRunArtifactQueue';
import { readFinishedRun } from './readFinishedRun';
import { createRunArtifactsRouter } from './router';
import {
  readArtifactRules,
  type ArtifactRule,
} from './rules/readArtifactRules';
import { RunArtifactWorker } from './RunArtifactWorker';
import { ArchiveThread } from './unpacking/ArchiveThread';

/** What is older is the past: its artifacts are not fetched. */
const PAST_MS = 60 * 60 * 1000;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** Few: each may hold an archive in memory. */
const CONCURRENT = 2;

export interface ArtifactRoomOptions {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  ownership: Pick<OwnershipGraph, 'getComponents'>;
  access: EntityAccess;
  service: Pick<EvidenceService, 'add'>;
  sources: RunArtifactSource[];
  /** Without one, what became of runs is kept for ever. */
  scheduler?: SchedulerService;
  now?: () => Date;
  random?: () => number;
}

/** Takes documents from artifacts of runs that finish. Where no rule is configured, nothing is noted and nobody is asked. */
export class ArtifactRoom implements EventSink {
  /** To be mounted at `/evidence/artifacts/runs`. */
  readonly router: Router;
  readonly #options: ArtifactRoomOptions;
  readonly #rules: ArtifactRule[];
  readonly #queue: DatabaseRunArtifactQueue;
  readonly #thread = ArchiveThread.create();
  readonly #loop: WorkLoop<RunArtifactsClaim>;
  readonly #stopping = new AbortController();
  readonly #now: () => Date;

  /** @throws InputError for a rule that cannot be understood */
  static create(options: ArtifactRoomOptions): ArtifactRoom {
    return new ArtifactRoom(options);
  }

  private constructor(options: ArtifactRoomOptions) {
    const { knex, logger, sources, service } = options;
    const now = options.now ?? (() => new Date());
    const queue = DatabaseRunArtifactQueue.create({ knex, now });
    this.#options = options;
    this.#now = now;
    this.#queue = queue;
    this.#rules = readArtifactRules(options.config);
    const worker = RunArtifactWorker.create({
      queue,
      intake: ArtifactIntake.create({
        service,
        thread: this.#thread,
        maxBytes: bodyLimits,
      }),
      sources,
      rules: this.#rules,
      isOwned: repository => this.#isOwned(repository),
      logger,
      now,
      random: options.random ?? Math.random,
    });
    this.#loop = new WorkLoop({
      name: 'artifacts of runs',
      logger,
      concurrency: CONCURRENT,
      claim: limit => queue.claim(limit),
      work: claim => worker.work(claim, this.#stopping.signal),
    });
    this.router = createRunArtifactsRouter({ ...options, queue });
  }

  /** Notes finished runs in the transaction of their events, so that none is forgotten. */
  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    if (this.#silent) {
      return;
    }
    let noted = false;
    for (const stored of events) {
      const run = readFinishedRun(stored);
      const age = this.#now().getTime() - Date.parse(stored.occurredAt);
      if (!run || age > PAST_MS || !this.#isOwned(run.repository)) {
        continue;
      }
      const source = this.#options.sources.find(one => one.wants(run));
      if (source) {
        await this.#queue.put({ source: source.id, run }, tx);
        noted = true;
      }
    }
    if (noted) {
      tx.executionPromise.then(
        () => this.#loop.wake(),
        () => undefined,
      );
    }
  }

  async start(): Promise<void> {
    if (this.#silent) {
      return;
    }
    await this.#options.scheduler?.scheduleTask({
      id: 'showcaller-run-artifacts-retention',
      frequency: { hours: 24 },
      timeout: { minutes: 10 },
      initialDelay: { minutes: 20 },
      scope: 'global',
      fn: async () => {
        await this.#queue.deleteBefore(
          new Date(this.#now().getTime() - KEPT_MS),
        );
      },
    });
    this.#loop.start();
  }

  /** Breaks off what is being read; the next start, or another replica, goes on with it. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend shuts down'));
    if (!this.#silent) {
      await this.#loop.stop();
    }
    await this.#thread.stop();
  }

  get #silent(): boolean {
    return this.#rules.length === 0 || this.#options.sources.length === 0;
  }

  #isOwned(repository: string): boolean {
    return this.#options.ownership
      .getComponents()
      .some(component => component.repository === repository);
  }
}
