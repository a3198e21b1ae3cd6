import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';

const REFUSALS = new Set(['AuthenticationError', 'NotAllowedError']);

/** Puts on record who was refused at the gate, and why. */
export class RefusedCalls {
  readonly #knex: Knex;
  readonly #audit: AuditAppender | undefined;

  static create(options: { knex: Knex; audit?: AuditAppender }): RefusedCalls {
    return new RefusedCalls(options);
  }

  private constructor(options: { knex: Knex; audit?: AuditAppender }) {
    this.#knex = options.knex;
    this.#audit = options.audit;
  }

  /** Runs `work`; what it refuses is audited in a transaction of its own. */
  async watch<T>(
    call: { actor: string; attempted: string; entityRef?: string },
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error && REFUSALS.has(error.name)) {
        await this.#record(call, error.message);
      }
      throw error;
    }
  }

  async #record(
    call: { actor: string; attempted: string; entityRef?: string },
    reason: string,
  ): Promise<void> {
    const { actor, attempted, entityRef } = call;
    const audit = this.#audit;
    if (!audit) {
      return;
    }
    await this.#knex.transaction(tx =>
      audit.append(
        {
          actor,
          action: 'gate.refused',
          subject: `caller:${actor}`,
          entityRef,
          data: { attempted },
          // It names what a stranger may have made up.
          texts: { reason },
        },
        tx,
      ),
    );
  }
}
