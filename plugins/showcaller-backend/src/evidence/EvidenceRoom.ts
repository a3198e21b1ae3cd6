import type {
  AuditorService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { RunArtifactSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender } from '../audit/types';
import type { EntityAccess } from '../http/EntityAccess';
import type { OwnershipGraph } from '../ownership/types';
import { ArtifactRoom } from './artifacts';
import { DatabaseEvidenceReader } from './DatabaseEvidenceReader';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import { DatabaseResultStore } from './DatabaseResultStore';
import { EvidenceService } from './EvidenceService';
import { FlakyTestReader } from './flaky/FlakyTestReader';
import { EvidenceThread } from './reading/EvidenceThread';
import { scheduleRetention } from './retention';
import { auditReceived } from './auditReceived';
import { createEvidenceRouter } from './router';
import { SupplyChainRoom } from './supplyChain/SupplyChainRoom';
import type { EvidenceReader } from './types';

/** What the evidence room needs of its surroundings. */
export interface EvidenceRoomOptions {
  knex: Knex;
  logger: LoggerService;
  config: RootConfigService;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  /** The audit log; attestations are entered in it. */
  audit?: AuditAppender;
  /** Systems whose finished runs may have documents among their artifacts. */
  artifactSources?: RunArtifactSource[];
  /** Without one, everything is kept. */
  scheduler?: SchedulerService;
  now?: () => Date;
}

/**
 * Documents that pipelines upload about a revision: test reports, coverage, benchmarks, findings of scanners, bills of
 * materials, attestations; and what they say of artifacts.
 */
export class EvidenceRoom {
  readonly service: EvidenceService;
  readonly reader: EvidenceReader;
  readonly flaky: FlakyTestReader;
  readonly supplyChain: SupplyChainRoom;
  readonly artifacts: ArtifactRoom;
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
    this.#store = DatabaseEvidenceStore.create({
      knex,
      onReceived: options.audit && auditReceived(options.audit),
    });
    this.#thread = EvidenceThread.create();
    this.reader = DatabaseEvidenceReader.create({ knex });
    this.flaky = FlakyTestReader.create({ reader: this.reader, now });
    this.supplyChain = SupplyChainRoom.create({
      ...options,
      documents: this.#store,
      reader: this.reader,
      thread: this.#thread,
      now,
    });
    this.service = EvidenceService.create({
      store: this.#store,
      results: DatabaseResultStore.create({ knex }),
      thread: this.#thread,
      logger,
      now,
      judge: document => this.supplyChain.onRead(document),
    });
    this.service.addListener(document => this.flaky.onEvidence(document));
    this.artifacts = ArtifactRoom.create({
      ...options,
      service: this.service,
      sources: options.artifactSources ?? [],
    });
    this.router = createEvidenceRouter({
      ...options,
      service: this.service,
      flaky: this.flaky,
      artifacts: this.supplyChain.artifacts,
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
        alsoClean: () => this.supplyChain.clean(),
      });
    }
    await this.service.resume();
    await this.artifacts.start();
  }

  async stop(): Promise<void> {
    await this.artifacts.stop();
    await this.#thread.stop();
  }
}
