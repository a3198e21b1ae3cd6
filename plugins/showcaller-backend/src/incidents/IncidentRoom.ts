import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Router } from 'express';
import type { Knex } from 'knex';
import type { DeploymentTimeline } from '../delivery';
import type { AuditAppender } from '../audit';
import type { EntityAccess } from '../http/EntityAccess';
import type { OwnershipGraph } from '../ownership/types';
import { createCdEventsRouter, type ReceiveEvent } from './cdEventsRouter';
import { DatabaseIncidentStore } from './DatabaseIncidentStore';
import { IncidentService } from './IncidentService';
import { createIncidentRouter } from './router';
import type { IncidentListener, IncidentReader } from './types';

/** What the room of incidents needs of its surroundings. */
export interface IncidentRoomOptions {
  knex: Knex;
  logger: LoggerService;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  timeline: DeploymentTimeline;
  now?: () => Date;
}

/** The minimal record of incidents, from people and from events. */
export class IncidentRoom {
  /** Hears of events. */
  readonly service: IncidentService;
  readonly reader: IncidentReader;
  /** To be mounted at `/incidents`. */
  readonly router: Router;
  readonly #options: IncidentRoomOptions;
  #assigning: Promise<void> = Promise.resolve();
  #receive: ReceiveEvent = async () => {
    throw new ServiceUnavailableError('Events are not taken yet; try again.');
  };

  static create(options: IncidentRoomOptions): IncidentRoom {
    return new IncidentRoom(options);
  }

  private constructor(options: IncidentRoomOptions) {
    this.#options = options;
    const now = options.now ?? (() => new Date());
    const store = DatabaseIncidentStore.create(options);
    this.service = IncidentService.create({ ...options, store, now });
    this.reader = store;
    this.router = Router()
      .use(
        createCdEventsRouter({
          ...options,
          incidents: this.service,
          receive: event => this.#receive(event),
          now,
        }),
      )
      .use(
        createIncidentRouter({ ...options, incidents: this.service, store }),
      );
  }

  /** Says who stores a posted event as it came. */
  setReceiver(receive: ReceiveEvent): void {
    this.#receive = receive;
  }

  addListener(listener: IncidentListener): void {
    this.service.addListener(listener);
  }

  start(): void {
    this.#options.ownership.onChanged(() => this.#assign());
    this.#assign();
  }

  /** Waits for what is being assigned. */
  async stop(): Promise<void> {
    await this.#assigning;
  }

  #assign(): void {
    this.#assigning = this.#assigning
      .then(() => this.service.assignUnowned())
      .catch(error =>
        this.#options.logger.error(
          'Incidents could not be given to their components',
          error instanceof Error ? error : { error: String(error) },
        ),
      );
  }
}
