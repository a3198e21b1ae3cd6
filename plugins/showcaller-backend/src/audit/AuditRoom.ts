import type {
  AuditorService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { notificationService } from '@backstage/plugin-notifications-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { EntityAccess } from '../http/EntityAccess';
import { assertAppendOnly } from './appendOnly';
import { AuditAlerts } from './AuditAlerts';
import { AuditListings } from './AuditListings';
import { type AuditConfig, readAuditConfig } from './checkpoints/auditConfig';
import { CheckpointFolder } from './checkpoints/CheckpointFolder';
import { CheckpointKeys } from './checkpoints/CheckpointKeys';
import { CheckpointPublisher } from './checkpoints/CheckpointPublisher';
import { DatabaseCheckpointStore } from './checkpoints/DatabaseCheckpointStore';
import { DatabaseAuditLog } from './DatabaseAuditLog';
import { ProofReader } from './ProofReader';
import { createAuditRouter } from './router';
import { TextErasure } from './TextErasure';
import { AuditTree } from './tree/AuditTree';
import { LogFaultError } from './tree/LogFaultError';
import { DatabaseVerificationStore } from './verification/DatabaseVerificationStore';
import { LogVerifier } from './verification/LogVerifier';
import { VerificationService } from './verification/VerificationService';

/** Failures in a row before somebody is told. */
const PATIENCE = 3;

/** What the room of the audit log needs of its surroundings. */
export interface AuditRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  access: EntityAccess;
  auditor: AuditorService;
  scheduler?: SchedulerService;
  notifications?: typeof notificationService.T;
  isProduction?: boolean;
  now?: () => Date;
}

/** The log of what was decided and changed, which nobody can alter without being found out. */
export class AuditRoom {
  /** To append to, in the transaction of what is logged, and to read from. */
  readonly log: DatabaseAuditLog;
  /** To be mounted at `/audit`. */
  readonly router: Router;
  readonly verification: VerificationService;
  readonly #options: AuditRoomOptions;
  readonly #config: AuditConfig;
  readonly #tree: AuditTree;
  readonly #publisher?: CheckpointPublisher;
  readonly #alerts: AuditAlerts;
  #failures = 0;

  /** @throws Error when the database does not refuse changes of the log, or the key of checkpoints is missing or wrong */
  static async create(options: AuditRoomOptions): Promise<AuditRoom> {
    await assertAppendOnly(options.knex);
    const config = readAuditConfig(options.config);
    const { isProduction = process.env.NODE_ENV === 'production' } = options;
    const keys =
      config.checkpoints &&
      (await CheckpointKeys.load(config.checkpoints, { isProduction }));
    return new AuditRoom(options, config, keys);
  }

  private constructor(
    options: AuditRoomOptions,
    config: AuditConfig,
    keys: CheckpointKeys | undefined,
  ) {
    const { knex, logger } = options;
    const now = options.now ?? (() => new Date());
    const log = DatabaseAuditLog.create({ knex, now });
    const tree = AuditTree.create({ knex });
    const store = DatabaseCheckpointStore.create({ knex });
    const folder =
      config.checkpoints && CheckpointFolder.create(config.checkpoints);
    const verifierKey = keys?.verifierKey ?? '';
    this.#options = options;
    this.#config = config;
    this.#tree = tree;
    this.#alerts = AuditAlerts.create({
      ...options,
      recipients: config.recipients,
      now,
    });
    this.#publisher =
      keys &&
      folder &&
      CheckpointPublisher.create({ knex, tree, keys, folder, store, now });
    this.verification = VerificationService.create({
      logger,
      now,
      alerts: this.#alerts,
      verifier: LogVerifier.create({ knex, store, keys, folder }),
      store: DatabaseVerificationStore.create({ knex, now }),
      checksOutside: folder !== undefined,
    });
    this.log = log;
    this.router = createAuditRouter({
      ...options,
      log,
      verifierKey,
      checkpoints: store,
      listings: AuditListings.create({ knex, log }),
      proofs: ProofReader.create({
        log,
        tree,
        checkpoints: store,
        verifierKey,
      }),
      verification: this.verification,
      erasure: TextErasure.create({ knex, log }),
    });
  }

  async start(): Promise<void> {
    const { scheduler, logger } = this.#options;
    const { checkpoints } = this.#config;
    if (checkpoints) {
      await scheduler?.scheduleTask({
        id: 'showcaller-audit-checkpoint',
        scope: 'global',
        frequency: { minutes: checkpoints.everyMinutes },
        timeout: { minutes: 10 },
        initialDelay: { seconds: 10 },
        fn: () => this.publish(),
      });
    } else {
      logger.warn(
        'Nothing outside the database vouches for the audit log: set showcaller.audit.checkpoints.folder, best on storage that the owner of the database cannot write to',
      );
    }
    await scheduler?.scheduleTask({
      id: 'showcaller-audit-tree',
      scope: 'global',
      frequency: { minutes: 1 },
      timeout: { minutes: 10 },
      fn: () => this.grow(),
    });
    await scheduler?.scheduleTask({
      id: 'showcaller-audit-verification',
      scope: 'global',
      frequency: { hours: 24 },
      timeout: { hours: 6 },
      initialDelay: { minutes: 10 },
      fn: () => this.verification.run(),
    });
  }

  async stop(): Promise<void> {
    await this.verification.settled();
  }

  /** Takes new entries into the tree, so that a proof does not wait for that. */
  async grow(): Promise<void> {
    await this.#orTell('An entry of the audit log was changed', () =>
      this.#tree.advance(),
    );
  }

  /** Signs and publishes a checkpoint when there is something new, and tells when the log does not go on from the last one. */
  async publish(): Promise<void> {
    await this.#orTell('No checkpoint of the audit log was signed', async () =>
      this.#publisher?.publish(),
    );
  }

  /** How far the tree is behind the log, in entries. */
  async health(): Promise<{ behind: number }> {
    const { size } = await this.#options.knex('audit_head').first('size');
    return { behind: Number(size) - (await this.#tree.head()).size };
  }

  async #orTell(title: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      const text = error instanceof Error ? error.message : String(error);
      // A database or a disk may be away for a moment.
      if (error instanceof LogFaultError || this.#failures > PATIENCE) {
        await this.#alerts.tell(title, text);
      } else {
        this.#options.logger.warn(`${title}; it is tried again. ${text}`);
      }
    }
  }
}
