import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import type { OwnershipGraph } from '../ownership/types';
import { deleteExpiredEvents } from './deleteExpiredEvents';
import { DeliveryListings } from './DeliveryListings';
import { DeliveryService } from './DeliveryService';
import { DeploymentReassignment } from './DeploymentReassignment';
import { DeploymentTimeline } from './DeploymentTimeline';
import { DatabaseRunReader, type RunReader } from './RunReader';
import type { DeliveryListener } from './types';

const DEFAULT_RETENTION_DAYS = 180;

/** Delivery as one piece: the service, its listings, and what runs in the background. */
export class DeliveryRoom {
  readonly service: DeliveryService;
  readonly listings: DeliveryListings;
  readonly timeline: DeploymentTimeline;
  readonly runs: RunReader;
  readonly #knex: Knex;
  readonly #ownership: OwnershipGraph;
  readonly #scheduler: SchedulerService | undefined;
  readonly #logger: LoggerService;
  readonly #retentionDays: number;
  readonly #reassignment: DeploymentReassignment;
  readonly #listeners: DeliveryListener[] = [];

  static create(options: {
    knex: Knex;
    ownership: OwnershipGraph;
    config: Config;
    logger: LoggerService;
    scheduler?: SchedulerService;
  }): DeliveryRoom {
    return new DeliveryRoom(options);
  }

  private constructor(options: {
    knex: Knex;
    ownership: OwnershipGraph;
    config: Config;
    logger: LoggerService;
    scheduler?: SchedulerService;
  }) {
    const { knex, ownership, config, logger } = options;
    this.#knex = knex;
    this.#ownership = ownership;
    this.#scheduler = options.scheduler;
    this.#logger = logger;
    this.#retentionDays =
      config.getOptionalNumber('showcaller.delivery.eventRetentionDays') ??
      DEFAULT_RETENTION_DAYS;
    this.service = DeliveryService.create({ knex, ownership, logger });
    this.listings = DeliveryListings.create({ knex, ownership });
    this.timeline = DeploymentTimeline.create({ knex, ownership });
    this.runs = DatabaseRunReader.create({ knex });
    this.#reassignment = DeploymentReassignment.create({
      knex,
      ownership,
      logger,
      listeners: () => this.#listeners,
    });
  }

  /** Told of deployments that want a score, inside the transaction that changed them. */
  addListener(listener: DeliveryListener): void {
    this.#listeners.push(listener);
    this.service.addListener(listener);
  }

  async start(): Promise<void> {
    this.#ownership.onChanged(() => this.#reassignment.run());
    if (this.#ownership.getComponents().length > 0) {
      this.#reassignment.run();
    }
    await this.#scheduler?.scheduleTask({
      id: 'showcaller-delivery-event-retention',
      scope: 'global',
      frequency: { hours: 24 },
      timeout: { hours: 1 },
      initialDelay: { minutes: 10 },
      fn: signal => this.#deleteExpired(signal),
    });
  }

  async stop(): Promise<void> {
    await this.#reassignment.stop();
  }

  async #deleteExpired(signal: AbortSignal): Promise<void> {
    const deleted = await deleteExpiredEvents({
      knex: this.#knex,
      retentionDays: this.#retentionDays,
      now: new Date(),
      signal,
    });
    if (deleted > 0) {
      this.#logger.info(
        `Deleted ${deleted} events of deliveries that ended more than ${
          this.#retentionDays
        } days ago`,
      );
    }
  }
}
