import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { PullRequestPublisher } from '@showcaller/backstage-plugin-showcaller-node';
import type { PipelineRunData } from '@showcaller/backstage-plugin-showcaller-common';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit';
import type { HistoryListener } from '../../delivery/history.types';
import type { EventSink, StoredEvent } from '../../delivery/types';
import type { EntityAccess } from '../../http/EntityAccess';
import type { OwnershipGraph } from '../../ownership/types';
import { WorkLoop } from '../WorkLoop';
import { DatabaseFeedbackOutbox } from './DatabaseFeedbackOutbox';
import { DatabasePullRequestStore } from './DatabasePullRequestStore';
import { FeedbackDelivery } from './FeedbackDelivery';
import type { PullRequestScorer } from './PullRequestScorer';
import { PullRequestScoring } from './PullRequestScoring';
import { readPullRequestEvent } from './readPullRequestEvent';
import { createPullRequestRouter } from './router';
import type { FeedbackClaim, ScoreClaim } from './types';

/** What is older is the past: it is noted, and nothing is told. */
const PAST_MS = 60 * 60 * 1000;
const CONCURRENT_SCORES = 4;
/** Few, for vendors want writes one after the other. */
const CONCURRENT_DELIVERIES = 2;
const FINISHED_RUN = 'dev.cdevents.pipelinerun.finished.';

export interface PullRequestRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  scorer: Pick<PullRequestScorer, 'score'>;
  publishers: PullRequestPublisher[];
  now?: () => Date;
  random?: () => number;
}

/** Tells open pull requests about their risk, where somebody wants it; without a publisher it does nothing. */
export class PullRequestRoom implements EventSink, HistoryListener {
  /** To be mounted at `/risk/pull-requests`. */
  readonly router: Router;
  readonly #store: DatabasePullRequestStore;
  readonly #outbox: DatabaseFeedbackOutbox;
  readonly #scoring: PullRequestScoring;
  readonly #scores: WorkLoop<ScoreClaim>;
  readonly #deliveries: WorkLoop<FeedbackClaim>;
  readonly #stopping = new AbortController();
  readonly #logger: LoggerService;
  readonly #silent: boolean;
  readonly #now: () => Date;

  static create(options: PullRequestRoomOptions): PullRequestRoom {
    return new PullRequestRoom(options);
  }

  private constructor(options: PullRequestRoomOptions) {
    const { knex, config, logger, publishers } = options;
    const now = options.now ?? (() => new Date());
    this.#now = now;
    this.#logger = logger;
    this.#silent = publishers.length === 0;
    const store = DatabasePullRequestStore.create({ knex, now });
    const outbox = DatabaseFeedbackOutbox.create({ knex, now });
    this.#store = store;
    this.#outbox = outbox;
    const scoring = PullRequestScoring.create({
      ...options,
      store,
      outbox,
      appUrl: this.#silent
        ? ''
        : config.getString('app.baseUrl').replace(/\/+$/, ''),
      now,
    });
    this.#scoring = scoring;
    const delivery = FeedbackDelivery.create({
      outbox,
      publishers,
      logger,
      now,
      random: options.random ?? Math.random,
    });
    this.#deliveries = new WorkLoop({
      name: 'pull-request feedback',
      logger,
      concurrency: CONCURRENT_DELIVERIES,
      claim: limit => outbox.claim(limit),
      work: claim => delivery.work(claim, this.#stopping.signal),
    });
    this.#scores = new WorkLoop({
      name: 'pull-request scoring',
      logger,
      concurrency: CONCURRENT_SCORES,
      claim: limit => store.claim(limit),
      work: async claim => {
        await scoring.work(claim);
        this.#deliveries.wake();
      },
    });
    this.router = createPullRequestRouter({
      ...options,
      outbox,
      onQueued: () => this.#deliveries.wake(),
    });
  }

  /** Inside the transaction that stores the events, so that what is wanted is as durable as the event. */
  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    if (this.#silent) {
      return;
    }
    let wanted = false;
    for (const event of events) {
      wanted = (await this.#applyOne(event, tx)) || wanted;
    }
    if (wanted) {
      tx.executionPromise.then(
        () => this.#scores.wake(),
        () => undefined,
      );
    }
  }

  /** Revision that a pull request is to be merged into; only known where pull requests are told about their risk. */
  async baseOf(
    repository: string,
    number: number,
  ): Promise<string | undefined> {
    return this.#store.getBase(repository, number);
  }

  /** Pull requests that could not be scored for want of history may be scored now. */
  onFactsStored(repository: string): void {
    if (this.#silent) {
      return;
    }
    this.#store.wantScores({ repository, awaitsFacts: true }).then(
      () => this.#scores.wake(),
      error =>
        this.#logger.error(
          `Pull requests of ${repository} could not be asked for again`,
          error instanceof Error ? error : new Error(String(error)),
        ),
    );
  }

  start(): void {
    if (!this.#silent) {
      this.#scores.start();
      this.#deliveries.start();
    }
  }

  /** Breaks off requests that are under way; the next start looks what became of them. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend shuts down'));
    if (!this.#silent) {
      await this.#scores.stop();
      await this.#deliveries.stop();
    }
  }

  async #applyOne(stored: StoredEvent, tx: Knex.Transaction): Promise<boolean> {
    const head = readPullRequestEvent(stored);
    if (!head) {
      return this.#afterRun(stored, tx);
    }
    if (!this.#scoring.isWanted(head.repository)) {
      return false;
    }
    const age = this.#now().getTime() - Date.parse(head.occurredAt);
    const wanted = await this.#store.note(head, { act: age <= PAST_MS, tx });
    if (head.status !== 'open') {
      await this.#outbox.close(head, tx);
    }
    return wanted;
  }

  /** The pipeline of a head is through: its tests may tell more. */
  async #afterRun(stored: StoredEvent, tx: Knex.Transaction): Promise<boolean> {
    const data = stored.event.customData as PipelineRunData | undefined;
    const age = this.#now().getTime() - Date.parse(stored.occurredAt);
    if (!stored.type.startsWith(FINISHED_RUN) || !data?.sha || age > PAST_MS) {
      return false;
    }
    const repository = data.repository.toLowerCase();
    const shas = [data.sha];
    return (await this.#store.wantScores({ repository, shas }, tx)) > 0;
  }
}
