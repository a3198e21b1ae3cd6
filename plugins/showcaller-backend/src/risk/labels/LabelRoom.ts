import type {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { DeploymentTimeline } from '../../delivery';
import type { ChangeFactsReader } from '../../delivery/history.types';
import type { DeliveryReader } from '../../delivery/types';
import type { AuditAppender } from '../../audit';
import type { EntityAccess } from '../../http/EntityAccess';
import type { IncidentReader } from '../../incidents/types';
import type { OwnershipGraph } from '../../ownership/types';
import { DatabaseCorrectionStore } from './DatabaseCorrectionStore';
import { DatabaseLabelQueue } from './DatabaseLabelQueue';
import { DatabaseLabelStore } from './DatabaseLabelStore';
import { DefaultLabelReader } from './DefaultLabelReader';
import { DeployedChangesReader } from './DeployedChangesReader';
import { LabelEvidenceReader } from './LabelEvidenceReader';
import {
  type JudgementListener,
  Labeller,
  type LatestDecisions,
} from './Labeller';
import { LabelNeighbours } from './LabelNeighbours';
import type { LabelRules } from './labelRules';
import { LabelService } from './LabelService';
import { LabelSweep } from './LabelSweep';
import { createLabelRouter } from './router';
import type { ChangeLabelReader, LabelReader } from './types';

/** What the room of labels needs of its surroundings. */
export interface LabelRoomOptions {
  knex: Knex;
  rules: LabelRules;
  logger: LoggerService;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  timeline: DeploymentTimeline;
  delivery: DeliveryReader;
  facts: ChangeFactsReader;
  changeSources: ChangeSource[];
  incidents: IncidentReader;
  decisions: LatestDecisions;
  /** Follows what is judged. */
  listener?: JudgementListener;
  /** Labels of changes, from git history. */
  changeLabels: ChangeLabelReader;
  scheduler?: SchedulerService;
  now?: () => Date;
}

/** How deployments turned out: judged from facts, corrected by people, learned from once they are mature. */
export class LabelRoom {
  /** Hears of events, deployments and incidents. */
  readonly service: LabelService;
  readonly reader: LabelReader;
  readonly store: DatabaseLabelStore;
  readonly rules: LabelRules;
  /** To be mounted at `/risk/labels`. */
  readonly router: Router;
  readonly #sweep: LabelSweep;
  readonly #logger: LoggerService;
  readonly #scheduler: SchedulerService | undefined;

  static create(options: LabelRoomOptions): LabelRoom {
    return new LabelRoom(options);
  }

  private constructor(options: LabelRoomOptions) {
    const { knex, logger, timeline, ownership, rules } = options;
    const now = options.now ?? (() => new Date());
    const store = DatabaseLabelStore.create({ knex });
    const queue = DatabaseLabelQueue.create({ knex, now });
    const common = {
      ...options,
      queue,
      store,
      corrections: DatabaseCorrectionStore.create({ knex }),
      rules,
      now,
    };
    const changes = DeployedChangesReader.create({
      ...options,
      sources: options.changeSources,
      folderOf: ref => ownership.getComponent(ref)?.gitPath,
    });
    const evidence = LabelEvidenceReader.create({ ...options, changes, rules });
    const neighbours = LabelNeighbours.create(common);
    const labeller = Labeller.create({ ...common, evidence, neighbours });
    this.rules = rules;
    this.store = store;
    this.service = LabelService.create({ ...common, labeller });
    this.reader = DefaultLabelReader.create({
      store,
      changes: options.changeLabels,
      rules,
      now,
    });
    this.router = createLabelRouter({ ...options, labels: this.service });
    this.#sweep = LabelSweep.create({
      knex,
      timeline,
      store,
      queue,
      rules,
      now,
    });
    this.#logger = logger;
    this.#scheduler = options.scheduler;
  }

  async start(): Promise<void> {
    this.service.start();
    await this.#scheduler?.scheduleTask({
      id: 'showcaller-label-sweep',
      scope: 'global',
      frequency: { hours: 1 },
      timeout: { hours: 1 },
      initialDelay: { seconds: 30 },
      fn: signal => this.sweep(signal),
    });
  }

  async stop(): Promise<void> {
    await this.service.stop();
  }

  /** Queues what no event brought. */
  async sweep(signal?: AbortSignal): Promise<void> {
    const queued = await this.#sweep.run(signal);
    if (queued > 0) {
      this.#logger.info(`${queued} deployments are judged (again)`);
      this.service.wake();
    }
  }
}
