import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateResponder } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import type { Lease } from '../../database/Leases';
import type { DeploymentTimeline } from '../../delivery/DeploymentTimeline';
import type { EventSink } from '../../delivery/types';
import type { OwnershipGraph } from '../../ownership/types';
import type { CandidateScoring } from '../../risk/CandidateRisk';
import { WorkLoop } from '../../risk/WorkLoop';
import type { DatabaseAnswerOutbox } from '../answers/DatabaseAnswerOutbox';
import type { DecisionStatuses } from '../DecisionStatuses';
import type { GateService } from '../GateService';
import type { GateConfig } from '../readGateConfig';
import { DatabaseEvaluationStore } from './DatabaseEvaluationStore';
import { EvaluationReader } from './EvaluationReader';
import { EvaluationService } from './EvaluationService';
import { EvaluationWaiters } from './EvaluationWaiters';
import { EvaluationWork } from './EvaluationWork';
import { GateRequestSink } from './GateRequestSink';
import { LastGood, type OutcomesOf } from './LastGood';
import type { EvaluationRow } from './types';

const CONCURRENT = 8;

interface EvaluationRoomOptions {
  knex: Knex;
  logger: LoggerService;
  settings: GateConfig;
  audit?: AuditAppender;
  gate: GateService;
  candidates: CandidateScoring;
  statuses: DecisionStatuses;
  answers: DatabaseAnswerOutbox;
  ownership: OwnershipGraph;
  timeline: Pick<DeploymentTimeline, 'list'>;
  outcomesOf: OutcomesOf;
  baseOf: (
    repository: string,
    pullRequest: number,
  ) => Promise<string | undefined>;
  responders: GateResponder[];
  onDecided: () => void;
  now: () => Date;
}

/** Takes questions and decides them. */
export class EvaluationRoom {
  readonly store: DatabaseEvaluationStore;
  readonly service: EvaluationService;
  readonly reader: EvaluationReader;
  readonly sink: EventSink;
  readonly #loop: WorkLoop<Lease<EvaluationRow>>;

  static create(options: EvaluationRoomOptions): EvaluationRoom {
    return new EvaluationRoom(options);
  }

  private constructor(options: EvaluationRoomOptions) {
    const { logger, settings } = options;
    this.store = DatabaseEvaluationStore.create(options);
    const common = {
      ...options,
      ...settings,
      store: this.store,
      onAsked: () => this.#loop.wake(),
    };
    const waiters = EvaluationWaiters.create({
      logger,
      listDecided: ids => this.store.listDecided(ids),
    });
    const work = EvaluationWork.create({
      ...common,
      lastGood: LastGood.create(options),
      onDecided: id => {
        waiters.notify(id);
        options.onDecided();
      },
    });
    this.service = EvaluationService.create({ ...common, waiters });
    this.reader = EvaluationReader.create(common);
    this.sink = GateRequestSink.create({ ...common, service: this.service });
    this.#loop = new WorkLoop({
      name: 'evaluations of the gate',
      logger,
      concurrency: CONCURRENT,
      claim: limit => this.store.claim(limit),
      work: claim => work.work(claim),
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Sends home who waits, and waits for what is being decided. */
  async stop(): Promise<void> {
    this.service.stop();
    await this.#loop.stop();
  }
}
