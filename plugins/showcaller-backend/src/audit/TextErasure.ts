import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { AuditAppender } from './types';
import { TEXT_ERASED } from './verification/checkTexts';

/** Erases free text of people. Entries keep its digest, which without its salt tells nothing about it. */
export class TextErasure {
  readonly #knex: Knex;
  readonly #log: AuditAppender;

  static create(options: { knex: Knex; log: AuditAppender }): TextErasure {
    return new TextErasure(options);
  }

  private constructor(options: { knex: Knex; log: AuditAppender }) {
    this.#knex = options.knex;
    this.#log = options.log;
  }

  /** @throws NotFoundError when there is no such text (any more) */
  async erase(digest: string, actor: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const erased = await tx('audit_text').where({ digest }).delete();
      if (erased === 0) {
        throw new NotFoundError(
          `The audit log keeps no text with the digest ${digest}; it may have been erased before.`,
        );
      }
      await this.#log.append(
        { actor, action: TEXT_ERASED, subject: `text:${digest}` },
        tx,
      );
    });
  }
}
