import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import { Refusal, refusalReasonOf } from './refusals';

/** What was attempted, and by whom. */
export interface Attempt {
  actor: string;
  /** `approve`, `reject`, `override`, `confirm-override` … */
  action: string;
  /** `decision:…` or `override:…` */
  subject: string;
  entityRef?: string;
}

/** Puts what was refused on record: who tried what, and why it was not taken. */
export class RefusalRecorder {
  readonly #knex: Knex;
  readonly #audit: AuditAppender;

  static create(options: {
    knex: Knex;
    audit: AuditAppender;
  }): RefusalRecorder {
    return new RefusalRecorder(options);
  }

  private constructor(options: { knex: Knex; audit: AuditAppender }) {
    this.#knex = options.knex;
    this.#audit = options.audit;
  }

  /**
   * Runs `work`; what it refuses is audited in a transaction of its own, because that of the work is undone. `work` may
   * add to the attempt what it finds out.
   */
  async watch<T>(
    attempt: Attempt,
    work: (attempt: Attempt) => Promise<T>,
  ): Promise<T> {
    const known = { ...attempt };
    try {
      return await work(known);
    } catch (error) {
      const reason = refusalReasonOf(error);
      if (reason) {
        await this.#record(known, reason);
      }
      throw error instanceof Refusal ? error.toHttpError() : error;
    }
  }

  async #record(attempt: Attempt, reason: string): Promise<void> {
    const { actor, action, subject, entityRef } = attempt;
    await this.#knex.transaction(tx =>
      this.#audit.append(
        {
          actor,
          action: 'gate.refused',
          subject,
          entityRef,
          data: { attempted: action, reason },
        },
        tx,
      ),
    );
  }
}
