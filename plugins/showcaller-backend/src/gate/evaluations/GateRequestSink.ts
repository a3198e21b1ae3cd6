import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateRequestData } from '@showcaller/backstage-plugin-showcaller-common';
import type { GateResponder } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { EventSink, StoredEvent } from '../../delivery/types';
import type { OwnershipGraph } from '../../ownership/types';
import type { EvaluationService } from './EvaluationService';
import { sha256 } from '../../database/sha256';

const REQUESTED = 'dev.cdeventsx.showcaller-gate.requested.';
/** What is older is the past: nobody waits for an answer any more. */
const PAST_MS = 60 * 60 * 1000;
/** Where a pull request would go once it is merged. */
const AFTER_MERGE = 'production';

interface GateRequestSinkOptions {
  service: Pick<EvaluationService, 'askIn'>;
  responders: GateResponder[];
  ownership: Pick<OwnershipGraph, 'resolve' | 'tierOf'>;
  logger: LoggerService;
  now: () => Date;
  /** Told when there is something to decide. */
  onAsked: () => void;
}

/** Makes evaluations of events by which tools ask the gate and wait: in the transaction that stores the event. */
export class GateRequestSink implements EventSink {
  readonly #options: GateRequestSinkOptions;

  static create(options: GateRequestSinkOptions): GateRequestSink {
    return new GateRequestSink(options);
  }

  private constructor(options: GateRequestSinkOptions) {
    this.#options = options;
  }

  async apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void> {
    let asked = false;
    for (const event of events) {
      asked = (await this.#applyOne(event, tx)) || asked;
    }
    if (asked) {
      tx.executionPromise.then(
        () => this.#options.onAsked(),
        () => undefined,
      );
    }
  }

  async #applyOne(stored: StoredEvent, tx: Knex.Transaction): Promise<boolean> {
    const { responders, ownership, logger, now } = this.#options;
    const data = dataOf(stored);
    const age = now().getTime() - Date.parse(stored.occurredAt);
    if (!data || age > PAST_MS) {
      return false;
    }
    const responder = responders.find(({ id }) => id === data.responder);
    if (!responder) {
      logger.warn(
        `${data.repository} asks the gate, and no installed module answers as ${data.responder}`,
      );
      return false;
    }
    const repository = data.repository.toLowerCase();
    const owners = ownership.resolve({
      repository,
      entity: data.entity,
      environment: data.environment,
    });
    if ('reason' in owners) {
      logger.warn(
        `${responder.describe(
          data.target,
        )} waits for an answer of the gate that it will not get: ${
          owners.reason
        }`,
      );
      return false;
    }
    for (const entityRef of owners.entityRefs) {
      await this.#ask({ stored, data, repository, entityRef, responder }, tx);
    }
    return owners.entityRefs.length > 0;
  }

  async #ask(
    asked: {
      stored: StoredEvent;
      data: GateRequestData;
      repository: string;
      entityRef: string;
      responder: GateResponder;
    },
    tx: Knex.Transaction,
  ): Promise<void> {
    const { stored, data, repository, entityRef, responder } = asked;
    const { service, ownership } = this.#options;
    const { stage, sha, pullRequest, target } = data;
    const environment = data.environment ?? AFTER_MERGE;
    await service.askIn(
      {
        request: {
          entityRef,
          environment,
          stage,
          change: {
            repository,
            sha: sha.toLowerCase(),
            ...(pullRequest !== undefined && { pullRequest }),
          },
          identifier: responder.id,
          source: responder.id,
          ...(data.requestedBy && { requestedBy: data.requestedBy }),
        },
        tier: ownership.tierOf(environment, entityRef),
        caller: { id: `tool:${responder.id}`, source: responder.id },
        idempotencyKey: `${stored.id}:${entityRef}`.slice(0, 255),
        group: sha256(stored.id),
        places: [
          {
            responder: responder.id,
            target,
            described: responder.describe(target),
          },
        ],
      },
      tx,
    );
  }
}

function dataOf(stored: StoredEvent): GateRequestData | undefined {
  const data: unknown = stored.event.customData;
  return stored.type.startsWith(REQUESTED) &&
    (data as GateRequestData | undefined)?.kind === 'gateRequest'
    ? (data as GateRequestData)
    : undefined;
}
