import type {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { EventsService } from '@backstage/plugin-events-node';
import type { notificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { ChangeFactsReader } from '../../delivery/history.types';
import type { AuditAppender } from '../../audit';
import type { EntityAccess } from '../../http/EntityAccess';
import type { OwnershipGraph } from '../../ownership/types';
import type { LabelReader } from '../labels/types';
import { loadTreeModel } from '../model/loadTreeModel';
import type { OnnxRuntime } from '../model/OnnxEvaluator';
import type { ServingModel } from '../model/ServingModel';
import { DatabaseAlertStore } from './alerts/DatabaseAlertStore';
import { ModelAlerts } from './alerts/ModelAlerts';
import { DatabaseDriftStore } from './drift/DatabaseDriftStore';
import { DriftService } from './drift/DriftService';
import { DatabaseEvaluationStore } from './evaluation/DatabaseEvaluationStore';
import { EvaluationService } from './evaluation/EvaluationService';
import { readLearningConfig } from './learningConfig';
import { LearningSchedule } from './LearningSchedule';
import { Leases } from './Leases';
import { ModelHealthReader } from './ModelHealthReader';
import { ModelPublisher } from './ModelPublisher';
import { DatabaseModelStore } from './registry/DatabaseModelStore';
import { ModelRegistration } from './registry/ModelRegistration';
import { ModelRegistry } from './registry/ModelRegistry';
import { createLearningRouter } from './router';
import { AssessedDeployments } from './rows/AssessedDeployments';
import { LabelledChanges } from './rows/LabelledChanges';
import { DatabaseRunStore } from './runs/DatabaseRunStore';
import { Trainer } from './runs/Trainer';
import { TrainingService } from './runs/TrainingService';
import { ChampionWatcher, type ModelLoader } from './serving/ChampionWatcher';
import { toShippedModel } from './serving/shippedModel';
import { DatabaseShadowStore } from './shadow/DatabaseShadowStore';
import { ShadowComparer } from './shadow/ShadowComparer';
import { ShadowScorer } from './shadow/ShadowScorer';
import type { NewModel } from './types';
import { DefaultRiskWorkers, type RiskWorkers } from './worker/RiskWorkers';

/** What the learning room needs of its surroundings. */
export interface LearningRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  auditor: AuditorService;
  audit: AuditAppender;
  access: EntityAccess;
  ownership: Pick<OwnershipGraph, 'getComponents'>;
  labels: LabelReader;
  facts: ChangeFactsReader;
  /** Serves the shipped model when the room is created. */
  model: ServingModel;
  scheduler?: SchedulerService;
  events?: EventsService;
  signals?: SignalsService;
  notifications?: typeof notificationService.T;
  workers?: RiskWorkers & { stop(): Promise<void> };
  importRuntime?: () => Promise<OnnxRuntime>;
  now?: () => Date;
}

/** Learns from matured outcomes, decides which model serves, and watches whether it still does well. */
export class LearningRoom {
  /** To be mounted at `/risk`, before the routes of risk itself. */
  readonly router: Router;
  readonly registry: ModelRegistry;
  readonly training: TrainingService;
  readonly evaluation: EvaluationService;
  readonly drift: DriftService;
  readonly shadow: { scorer: ShadowScorer; comparer: ShadowComparer };
  readonly registration: ModelRegistration;
  readonly health: ModelHealthReader;
  readonly schedule: LearningSchedule;
  readonly #shipped: NewModel;
  readonly #watcher: ChampionWatcher;
  readonly #workers: RiskWorkers & { stop(): Promise<void> };
  readonly #publisher: ModelPublisher;
  readonly #leases: Leases;
  readonly #background = new Set<Promise<void>>();

  static create(options: LearningRoomOptions): LearningRoom {
    return new LearningRoom(options);
  }

  private constructor(options: LearningRoomOptions) {
    const { knex, logger, model, labels, importRuntime } = options;
    const now = options.now ?? (() => new Date());
    const config = readLearningConfig(options.config);
    const workers = options.workers ?? DefaultRiskWorkers.create();
    const store = DatabaseModelStore.create({ knex });
    const publisher = ModelPublisher.create(options);
    const alerts = ModelAlerts.create({
      ...options,
      store: DatabaseAlertStore.create({ knex }),
      recipients: config.recipients,
      now,
    });
    const load: ModelLoader = files =>
      loadTreeModel({ ...files, logger, importRuntime });
    const registry = ModelRegistry.create({ ...options, store, now });
    registry.onChanged(() => {
      publisher.championChanged();
      this.#watcher.look();
    });
    this.#shipped = toShippedModel(model);
    const common = {
      ...options,
      now,
      config,
      store,
      registry,
      alerts,
      publisher,
      workers,
      load,
      shadow: DatabaseShadowStore.create({ knex }),
      deployments: AssessedDeployments.create({ knex }),
      prior: { hash: this.#shipped.hash, file: this.#shipped.file },
    };
    this.registry = registry;
    this.#workers = workers;
    this.#publisher = publisher;
    this.#leases = Leases.create({ knex, now });
    this.#watcher = ChampionWatcher.create({ ...common, serving: model });
    this.evaluation = EvaluationService.create({
      ...common,
      evaluations: DatabaseEvaluationStore.create({ knex }),
    });
    this.drift = DriftService.create({
      ...common,
      check: hash => this.#watcher.check(hash),
      drift: DatabaseDriftStore.create({ knex }),
    });
    const runs = DatabaseRunStore.create(common);
    this.training = TrainingService.create({
      ...common,
      runs,
      trainer: Trainer.create({
        ...common,
        changes: LabelledChanges.create(options),
      }),
      onTrained: hash => this.#inBackground(this.evaluation.evaluateAll(hash)),
    });
    this.shadow = {
      scorer: ShadowScorer.create({ ...common, leases: this.#leases }),
      comparer: ShadowComparer.create(common),
    };
    this.registration = ModelRegistration.create(common);
    this.health = ModelHealthReader.create({
      ...common,
      runs,
      training: this.training,
      comparer: this.shadow.comparer,
      serving: model,
    });
    this.schedule = LearningSchedule.create({
      ...common,
      training: this.training,
      evaluation: this.evaluation,
      drift: this.drift,
      comparer: this.shadow.comparer,
      labels,
    });
    this.router = createLearningRouter({
      ...options,
      health: this.health,
      training: this.training,
      evaluation: this.evaluation,
      drift: this.drift,
      registry,
      registration: this.registration,
      watcher: this.#watcher,
    });
  }

  /** Resolves when the registry's champion serves, or what serves in its place. */
  async start(): Promise<void> {
    await this.registry.enterShipped(this.#shipped);
    await this.#watcher.start();
    await this.training.start();
    this.shadow.scorer.start();
    await this.schedule.start();
  }

  /** Looks at the registry now and serves its champion; happens by itself every 15 seconds. */
  async serve(): Promise<void> {
    await this.#watcher.look();
  }

  async stop(): Promise<void> {
    await this.training.stop();
    await this.#workers.stop();
    await Promise.all(this.#background);
    await this.shadow.scorer.stop();
    await this.#watcher.stop();
    await this.#leases.release();
    this.#publisher.stop();
  }

  #inBackground(work: Promise<void>): void {
    const tracked = work.finally(() => this.#background.delete(tracked));
    this.#background.add(tracked);
  }
}
