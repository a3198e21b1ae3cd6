import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { ChangeFactsReader } from '../delivery/history.types';
import type { DeliveryReader } from '../delivery/types';
import type { GateService } from '../gate/GateService';
import type { EntityAccess } from '../http/EntityAccess';
import type { OwnershipGraph } from '../ownership/types';
import { CandidateRisk } from './CandidateRisk';
import { ChangeAssessor } from './ChangeAssessor';
import { ChangeScorer } from './ChangeScorer';
import { DatabaseAssessmentStore } from './DatabaseAssessmentStore';
import { DatabaseChangeRiskStore } from './DatabaseChangeRiskStore';
import { DatabaseRiskQueue } from './DatabaseRiskQueue';
import { DeploymentScorer } from './DeploymentScorer';
import {
  ExplanationService,
  type OutcomeLookup,
  PastChangeStore,
  SimilarChanges,
} from './explanation';
import type { FeatureCollector } from './features/FeatureCollector';
import type { ServingModel } from './model/ServingModel';
import { RiskPublisher } from './RiskPublisher';
import { RiskReader } from './RiskReader';
import { RiskRollup } from './RiskRollup';
import { RiskService } from './RiskService';
import { createRiskRouter } from './router';

/** What the risk room needs of its surroundings. */
export interface RiskRoomOptions {
  knex: Knex;
  logger: LoggerService;
  model: ServingModel;
  delivery: DeliveryReader;
  facts: ChangeFactsReader;
  /** What features of deployments are asked of. */
  collectors: FeatureCollector[];
  /** What became of what was assessed. */
  outcomes: Pick<OutcomeLookup, 'of'>;
  ownership: OwnershipGraph;
  gate: GateService;
  access: EntityAccess;
  events?: EventsService;
  signals?: SignalsService;
  now?: () => Date;
}

/** Scores deployments and changes, and answers questions about their risk. */
export class RiskRoom {
  /** Hears of deployments and of imported history. */
  readonly service: RiskService;
  readonly reader: RiskReader;
  /** Scores what the gate is asked about. */
  readonly candidates: CandidateRisk;
  /** To be mounted at `/risk`. */
  readonly router: Router;
  readonly #model: ServingModel;

  static create(options: RiskRoomOptions): RiskRoom {
    return new RiskRoom(options);
  }

  private constructor(options: RiskRoomOptions) {
    const { knex, logger, model, delivery, facts, ownership, gate } = options;
    const now = options.now ?? (() => new Date());
    const assessments = DatabaseAssessmentStore.create({ knex });
    const changes = DatabaseChangeRiskStore.create({ knex });
    const publisher = RiskPublisher.create(options);
    const assessor = ChangeAssessor.create({
      knex,
      facts,
      delivery,
      ownership,
      assessments,
      publisher,
      model,
      now,
    });
    const changeScorer = ChangeScorer.create({
      logger,
      facts,
      store: changes,
      assessor,
      model,
    });
    model.onSwapped(() => changeScorer.rescore());
    this.service = RiskService.create({
      knex,
      logger,
      delivery,
      queue: DatabaseRiskQueue.create({ knex, now }),
      assessments,
      scorer: DeploymentScorer.create({
        delivery,
        collectors: options.collectors,
        model,
        now,
      }),
      changes: changeScorer,
      gate,
      publisher,
      now,
    });
    this.reader = RiskReader.create({
      assessments,
      changes,
      gate,
      delivery,
      model,
      now,
    });
    this.candidates = CandidateRisk.create(options);
    const past = PastChangeStore.create({ knex });
    this.router = createRiskRouter({
      reader: this.reader,
      explanations: ExplanationService.create({
        model,
        similar: SimilarChanges.create({ store: past, logger, now }),
        past,
        outcomes: options.outcomes,
        now,
      }),
      rollup: RiskRollup.create({ assessments, gate, delivery, now }),
      ownership,
      access: options.access,
      model,
    });
    this.#model = model;
  }

  async start(): Promise<void> {
    await this.service.start();
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.#model.release();
  }
}
