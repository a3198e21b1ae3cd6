import type {
  AuditorService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { EntityAccess } from '../http/EntityAccess';
import type { OwnershipGraph } from '../ownership/types';
import { DatabaseEvidenceReader } from './DatabaseEvidenceReader';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import { DatabaseResultStore } from './DatabaseResultStore';
import { EvidenceService } from './EvidenceService';
import { FlakyTestReader } from './flaky/FlakyTestReader';
import { EvidenceThread } from './reading/EvidenceThread';
import { scheduleRetention } from './retention';
import { createEvidenceRouter } from './router';
import type { EvidenceReader } from './types';

/** What the evidence room needs of its surroundings. */
export interface EvidenceRoomOptions {
  knex: Knex;
  logger: LoggerService;
  config: RootConfigService;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  /** Without one, everything is kept. */
  scheduler?: SchedulerService;
  now?: () => Date;
}

/** Documents that pipelines upload about a revision: test reports, benchmarks, bills of materials. */
export class EvidenceRoom {
  readonly service: EvidenceService;
  readonly reader: EvidenceReader;
  readonly flaky: FlakyTestReader;
  /** To be mounted at `/evidence`. */
  readonly router: Router;
  readonly #store: DatabaseEvidenceStore;
  readonly #thread: EvidenceThread;
  readonly #options: EvidenceRoomOptions;

  static create(options: EvidenceRoomOptions): EvidenceRoom {
    return new EvidenceRoom(options);
  }

  private constructor(options: EvidenceRoomOptions) {
    const { knex, logger } = options;
    const now = options.now ?? (() => new Date());
    this.#options = options;
    this.#store = DatabaseEvidenceStore.create({ knex });
    this.#thread = EvidenceThread.create();
    this.reader = DatabaseEvidenceReader.create({ knex });
    this.flaky = FlakyTestReader.create({ reader: this.reader, now });
    this.service = EvidenceService.create({
      store: this.#store,
      results: DatabaseResultStore.create({ knex }),
      thread: this.#thread,
      logger,
      now,
    });
    this.service.addListener(document => this.flaky.onEvidence(document));
    this.router = createEvidenceRouter({
      ...options,
      service: this.service,
      flaky: this.flaky,
    });
  }

  /** Reads what an earlier process left unread. */
  async start(): Promise<void> {
    const { scheduler, config, logger } = this.#options;
    if (scheduler) {
      await scheduleRetention({
        store: this.#store,
        config,
        scheduler,
        logger,
      });
    }
    await this.service.resume();
  }

  async stop(): Promise<void> {
    await this.#thread.stop();
  }
}
