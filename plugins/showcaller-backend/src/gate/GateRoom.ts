import type {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type {
  ChangeSource,
  GateResponder,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { AuditAppender, AuditReader } from '../audit/types';
import { isSqlite } from '../database/openDatabase';
import type { DeploymentTimeline } from '../delivery/DeploymentTimeline';
import type { DeliveryReader, EventSink } from '../delivery/types';
import type { EntityAccess } from '../http/EntityAccess';
import type { MountedRoutes } from '../http/mountRoutes';
import type { OwnershipGraph } from '../ownership/types';
import type { CandidateScoring } from '../risk/CandidateRisk';
import { FreezeWindows } from '../risk/features/timing/FreezeWindows';
import { AnswerRoom } from './answers/AnswerRoom';
import { DecisionDetails } from './DecisionDetails';
import { DecisionDirectory } from './DecisionDirectory';
import { DecisionStatuses } from './DecisionStatuses';
import { EvaluationRoom } from './evaluations/EvaluationRoom';
import { CalendarFactSource } from './facts/CalendarFactSource';
import type { OutcomesOf } from './evaluations/LastGood';
import type { GateService } from './GateService';
import { createGateRoutes } from './createGateRoutes';
import { readGateConfig } from './readGateConfig';
import type { ApprovalBook, ApprovalListener } from './types';

/** Facts of decisions are kept as long as policies can be tried on the past. */
const FACTS_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

/** What the gate needs of its surroundings. */
export interface GateRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  auditor: AuditorService;
  access: EntityAccess;
  ownership: OwnershipGraph;
  scheduler?: SchedulerService;
  audit?: AuditAppender & AuditReader;
  gate: GateService;
  candidates: CandidateScoring;
  delivery: Pick<DeliveryReader, 'getDeployment' | 'getChange'>;
  timeline: Pick<DeploymentTimeline, 'list'>;
  changeSources: ChangeSource[];
  outcomesOf: OutcomesOf;
  /** Revision that a pull request is to be merged into, where it is known. */
  baseOf: (
    repository: string,
    pullRequest: number,
  ) => Promise<string | undefined>;
  responders: GateResponder[];
  now?: () => Date;
  random?: () => number;
}

/** Answers whether something may start, to everybody who asks, and tells those who wait. */
export class GateRoom {
  /** What other rooms ask of decisions. */
  readonly decisions: DecisionDirectory;
  /** Hears of events by which tools ask. */
  readonly sink: EventSink;
  /** Has to hear of approvals and overrides: what was told before is told anew. */
  readonly approvals: ApprovalListener;
  /** Inner paths first. */
  readonly routes: MountedRoutes[];
  readonly #statuses: DecisionStatuses;
  readonly #evaluations: EvaluationRoom;
  readonly #answers: AnswerRoom;
  readonly #options: GateRoomOptions;

  /** @throws InputError for a configuration that cannot be used */
  static create(options: GateRoomOptions): GateRoom {
    return new GateRoom(options);
  }

  private constructor(options: GateRoomOptions) {
    this.#options = options;
    const now = options.now ?? (() => new Date());
    const settings = readGateConfig(options.config);
    options.gate.addFactSource(
      CalendarFactSource.create({
        windows: FreezeWindows.fromConfig(options.config),
      }),
    );
    const statuses = DecisionStatuses.create({ ...options, now });
    options.gate.setStatusOf(decision => statuses.of(decision));
    const common = { ...options, settings, now, statuses };
    const answers = AnswerRoom.create({
      ...common,
      random: options.random ?? Math.random,
      evaluationsOf: group => this.#evaluations.reader.listByGroup(group),
    });
    const evaluations = EvaluationRoom.create({
      ...common,
      answers: answers.outbox,
      onDecided: () => answers.wake(),
    });
    this.#statuses = statuses;
    this.#answers = answers;
    this.#evaluations = evaluations;
    this.approvals = answers;
    this.sink = evaluations.sink;
    this.decisions = DecisionDirectory.create({
      ...common,
      evaluations: evaluations.store,
      answers: answers.outbox,
    });
    this.routes = createGateRoutes({
      ...common,
      callbacks: answers.callbacks,
      evaluations,
      details: DecisionDetails.create({
        ...common,
        evaluations: evaluations.reader,
        answers: answers.outbox,
      }),
    });
  }

  /** From now on, what people said counts. */
  setApprovalBook(book: ApprovalBook): void {
    this.#statuses.setBook(book);
  }

  async start(): Promise<void> {
    const { knex, scheduler } = this.#options;
    if (isSqlite(knex)) {
      // No other process writes this database: what is still held was held by one that was killed.
      await this.#evaluations.store.leases.releaseAll();
      await this.#answers.outbox.leases.releaseAll();
    }
    await scheduler?.scheduleTask({
      id: 'showcaller-gate-facts',
      frequency: { hours: 6 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 10 },
      fn: signal => this.#deleteOldFacts(signal),
    });
    this.#evaluations.start();
    this.#answers.start();
  }

  async stop(): Promise<void> {
    await this.#evaluations.stop();
    await this.#answers.stop();
  }

  async #deleteOldFacts(signal: AbortSignal): Promise<void> {
    const { gate, now } = this.#options;
    const today = now?.() ?? new Date();
    await gate.deleteFactsBefore(
      new Date(today.getTime() - FACTS_DAYS * DAY_MS),
      signal,
    );
  }
}
