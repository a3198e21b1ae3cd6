import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { AuditAppender } from '../../audit/types';
import type { DatabaseAnswerOutbox } from '../answers/DatabaseAnswerOutbox';
import type { DatabaseEvaluationStore } from './DatabaseEvaluationStore';
import type { EvaluationWaiters } from './EvaluationWaiters';
import type { EvaluationQuestion, EvaluationRow } from './types';

interface EvaluationServiceOptions {
  knex: Knex;
  store: DatabaseEvaluationStore;
  answers: Pick<DatabaseAnswerOutbox, 'put'>;
  waiters: EvaluationWaiters;
  audit?: AuditAppender;
  /** How long the engine may take. */
  deadlineMs: number;
  now: () => Date;
  /** Told when there is something to decide. */
  onAsked: () => void;
}

/** Takes questions: stored with the places that are to be told, decided by whichever replica is free. */
export class EvaluationService {
  readonly #options: EvaluationServiceOptions;
  #stopped = false;

  static create(options: EvaluationServiceOptions): EvaluationService {
    return new EvaluationService(options);
  }

  private constructor(options: EvaluationServiceOptions) {
    this.#options = options;
  }

  /**
   * Stores a question. With the key of an earlier one: that one.
   *
   * @throws ConflictError when another question came with the same key
   */
  async ask(
    question: EvaluationQuestion,
  ): Promise<{ row: EvaluationRow; created: boolean }> {
    const { knex, onAsked } = this.#options;
    const asked = await knex.transaction(tx => this.askIn(question, tx));
    if (asked.created) {
      onAsked();
    }
    return asked;
  }

  /** The same in a transaction of the caller's, who has to wake the work after it. */
  async askIn(
    question: EvaluationQuestion,
    tx: Knex.Transaction,
  ): Promise<{ row: EvaluationRow; created: boolean }> {
    const { store, answers, audit, deadlineMs, now } = this.#options;
    const deadline = new Date(now().getTime() + deadlineMs);
    const asked = await store.insert({ ...question, deadline }, tx);
    const { row, created } = asked;
    if (created) {
      for (const place of row.dry_run ? [] : question.places) {
        await answers.put({ group: row.request_group, place }, tx);
      }
      await audit?.append(
        {
          actor: row.caller,
          action: 'gate.evaluation-requested',
          subject: `evaluation:${row.id}`,
          entityRef: row.entity_ref,
          data: {
            stage: row.stage,
            environment: row.environment,
            repository: row.repository,
            sha: row.sha,
            requestHash: row.request_hash,
            dryRun: Boolean(row.dry_run),
            ...(row.artifact_digest !== null && {
              artifact: row.artifact_digest,
            }),
          },
        },
        tx,
      );
    }
    return asked;
  }

  /** The question as it is now, or once it is decided, when that is sooner than the time to wait. */
  async waitFor(
    id: string,
    options: { ms: number; signal?: AbortSignal },
  ): Promise<EvaluationRow | undefined> {
    const { store, waiters } = this.#options;
    if (this.#stopped) {
      throw new ServiceUnavailableError('The backend shuts down; ask again.');
    }
    const row = await store.get(id);
    if (row?.state !== 'pending' || options.ms <= 0) {
      return row;
    }
    await waiters.wait(id, options);
    return store.get(id);
  }

  stop(): void {
    this.#stopped = true;
    this.#options.waiters.stop();
  }
}
