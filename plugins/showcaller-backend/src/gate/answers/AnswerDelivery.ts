import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import { VendorError } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import type { Lease } from '../../database/Leases';
import { sha256 } from '../../database/sha256';
import { nextTry } from '../../platform/nextTry';
import type { DatabaseAnswerOutbox } from './DatabaseAnswerOutbox';
import { asTold, isFinal, strictest } from './tellable';
import type { AnswerRow, BuiltInResponder } from './types';

/** Shorter than the lease, so that nobody else can have begun. */
const DEADLINE_MS = 90_000;

interface AnswerDeliveryOptions {
  knex: Knex;
  outbox: DatabaseAnswerOutbox;
  responders: BuiltInResponder[];
  /** The evaluations of a question, as of now. */
  evaluationsOf: (group: string) => Promise<GateEvaluation[]>;
  audit?: AuditAppender;
  logger: LoggerService;
  now: () => Date;
  /** 0 to below 1. */
  random: () => number;
}

type Claim = Lease<AnswerRow>;

/**
 * Tells tools what the gate says: looks what an evaluation means now (approvals are checked again just before), plans, keeps
 * the plan, carries it out, and looks whether it arrived. Each try begins with a look, so that a process that dies at any
 * moment repeats nothing that the tool would take for something new.
 */
export class AnswerDelivery {
  readonly #options: AnswerDeliveryOptions;
  readonly #responders: Map<string, BuiltInResponder>;

  static create(options: AnswerDeliveryOptions): AnswerDelivery {
    return new AnswerDelivery(options);
  }

  private constructor(options: AnswerDeliveryOptions) {
    this.#options = options;
    this.#responders = new Map(options.responders.map(one => [one.id, one]));
  }

  async work(claim: Claim, stopping: AbortSignal): Promise<void> {
    const { outbox } = this.#options;
    const responder = this.#responders.get(claim.row.responder);
    if (!responder) {
      await outbox.bury(
        claim,
        `No installed module answers as ${claim.row.responder} any more.`,
      );
      return;
    }
    try {
      await this.#deliver(claim, responder, stopping);
    } catch (error) {
      if (stopping.aborted) {
        await outbox.release(claim);
        return;
      }
      await this.#afterFailure(claim, error);
    }
  }

  async #deliver(
    claim: Claim,
    responder: BuiltInResponder,
    stopping: AbortSignal,
  ): Promise<void> {
    const { outbox, evaluationsOf } = this.#options;
    const { row } = claim;
    const now = strictest(await evaluationsOf(row.request_group));
    if (!now) {
      await outbox.bury(claim, 'The evaluation is gone.');
      return;
    }
    const evaluation = responder.exact ? now : asTold(now);
    const final = isFinal(evaluation.status);
    // What waits for a person ends by itself when nobody comes.
    const lookAgainAt = final
      ? undefined
      : evaluation.approvals?.expiresAt ?? evaluation.expiresAt;
    if (
      evaluation.status === row.told_status ||
      (!final && !responder.tellsProgress)
    ) {
      await outbox.rest(claim, { lookAgainAt });
      return;
    }
    const signal = AbortSignal.any([
      stopping,
      AbortSignal.timeout(DEADLINE_MS),
    ]);
    const request = { evaluation, target: JSON.parse(row.target), signal };
    const plan = await responder.plan(request);
    if (!(await outbox.notePlan(claim, plan.requests))) {
      await outbox.release(claim);
      return;
    }
    if (plan.requests.length > 0) {
      await responder.apply({ ...request, plan });
    }
    const seen = await responder.observe(request);
    if (!seen.answered) {
      throw new VendorError(`${row.described} does not show the answer`, {
        kind: 'unavailable',
      });
    }
    await this.#keep(claim, {
      evaluation,
      url: seen.url,
      note: plan.note,
      lookAgainAt,
      requestsHash: sha256(JSON.stringify(plan.requests)),
    });
  }

  async #keep(
    claim: Claim,
    told: {
      evaluation: GateEvaluation;
      url?: string;
      note?: string;
      lookAgainAt?: string;
      requestsHash: string;
    },
  ): Promise<void> {
    const { knex, outbox, audit } = this.#options;
    const { evaluation, url, note, lookAgainAt, requestsHash } = told;
    const { status, decisionId, id } = evaluation;
    await knex.transaction(async tx => {
      const seen = { status, url, note, lookAgainAt };
      if (!(await outbox.told(claim, seen, tx))) {
        return;
      }
      await audit?.append(
        {
          actor: 'showcaller',
          action: 'gate.answered',
          subject: decisionId ? `decision:${decisionId}` : `evaluation:${id}`,
          entityRef: evaluation.entityRef,
          data: {
            responder: claim.row.responder,
            targetHash: claim.row.target_hash,
            status,
            requestsHash,
          },
        },
        tx,
      );
    });
  }

  async #afterFailure(claim: Claim, error: unknown): Promise<void> {
    const { outbox, logger, now, random } = this.#options;
    const { responder, described, attempts } = claim.row;
    const next = nextTry(error, { attempts, now: now(), random });
    if (next.giveUp) {
      logger.warn(
        `${described} could not be told by ${responder}: ${next.reason}`,
      );
      await outbox.bury(claim, next.reason);
      return;
    }
    await outbox.retry(claim, next);
    if (next.limited) {
      await outbox.hold(responder, next.notBefore);
    }
  }
}
