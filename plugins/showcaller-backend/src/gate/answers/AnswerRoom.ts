import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConflictError } from '@backstage/errors';
import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import type { GateResponder } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import type { Lease } from '../../database/Leases';
import { WorkLoop } from '../../risk/WorkLoop';
import type { GateConfig } from '../readGateConfig';
import type { ApprovalListener } from '../types';
import { AnswerDelivery } from './AnswerDelivery';
import { CallbackHosts } from './callbackHosts';
import { CALLBACK, CallbackResponder } from './CallbackResponder';
import { DatabaseAnswerOutbox } from './DatabaseAnswerOutbox';
import type { AnswerRow } from './types';

/** Few, for vendors want writes one after the other. */
const CONCURRENT = 4;

interface AnswerRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  settings: GateConfig;
  audit?: AuditAppender;
  responders: GateResponder[];
  evaluationsOf: (group: string) => Promise<GateEvaluation[]>;
  now: () => Date;
  random: () => number;
}

/** Tells tools that wait what the gate says, and tells them again when that changes. */
export class AnswerRoom implements ApprovalListener {
  readonly outbox: DatabaseAnswerOutbox;
  readonly callbacks: CallbackHosts;
  readonly #loop: WorkLoop<Lease<AnswerRow>>;
  readonly #stopping = new AbortController();

  static create(options: AnswerRoomOptions): AnswerRoom {
    return new AnswerRoom(options);
  }

  private constructor(options: AnswerRoomOptions) {
    const { settings, responders, logger, now } = options;
    if (responders.some(({ id }) => id === CALLBACK)) {
      throw new ConflictError(
        `A module adds the responder '${CALLBACK}', which is the product's own.`,
      );
    }
    this.callbacks = CallbackHosts.fromConfig(options.config);
    this.outbox = DatabaseAnswerOutbox.create(options);
    const delivery = AnswerDelivery.create({
      ...options,
      outbox: this.outbox,
      responders: [
        ...responders,
        CallbackResponder.create({
          hosts: this.callbacks,
          secret: settings.callbackSecret,
          now,
        }),
      ],
    });
    this.#loop = new WorkLoop({
      name: 'answers of the gate',
      logger,
      concurrency: CONCURRENT,
      claim: limit => this.outbox.claim(limit),
      work: claim => delivery.work(claim, this.#stopping.signal),
    });
  }

  async onApprovalChanged(
    decisionId: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    if (await this.outbox.wantByDecision(decisionId, tx)) {
      tx.executionPromise.then(
        () => this.wake(),
        () => undefined,
      );
    }
  }

  wake(): void {
    this.#loop.wake();
  }

  start(): void {
    this.#loop.start();
  }

  /** Breaks off requests that are under way; the next start looks what became of them. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The backend shuts down'));
    await this.#loop.stop();
  }
}
