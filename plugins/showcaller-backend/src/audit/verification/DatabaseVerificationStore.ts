import type { AuditVerification } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { timestamp } from '../../database/timestamp';
import type { LogFault } from '../tree/LogFaultError';

interface VerificationRow {
  id: string;
  state: AuditVerification['state'];
  started_at: string;
  seen_at: string;
  finished_at: string | null;
  entries: number | string;
  total: number | string;
  checkpoints: number;
  bad_seq: number | string | null;
  bad_reason: string | null;
  explanation: string;
}

const TABLE = 'audit_verification';
/** A running verification without a sign of life for so long has died with its process. */
const DEAD_MS = 2 * 60 * 1000;
const KEPT_MS = 400 * 24 * 60 * 60 * 1000;

/** Verifications and how they ended. */
export class DatabaseVerificationStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabaseVerificationStore {
    return new DatabaseVerificationStore(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /** The id of a new one, or undefined when one is running. */
  async begin(): Promise<string | undefined> {
    const now = this.#now();
    const id = ulid(now.getTime());
    return this.#knex.transaction(async tx => {
      // Locks out another replica that begins now.
      await tx('audit_tree').where({ id: 'log' }).update({ id: 'log' });
      if (await this.#alive(tx)) {
        return undefined;
      }
      await tx(TABLE).where({ state: 'running' }).delete();
      await tx(TABLE)
        .where('started_at', '<', timestamp(now.getTime() - KEPT_MS))
        .delete();
      await tx<VerificationRow>(TABLE).insert({
        id,
        state: 'running',
        started_at: timestamp(now),
        seen_at: timestamp(now),
        entries: 0,
        total: 0,
        checkpoints: 0,
        explanation: 'The log is being checked.',
      });
      return id;
    });
  }

  async progress(id: string, entries: number, total: number): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({ entries, total, seen_at: timestamp(this.#now()) });
  }

  async finish(
    id: string,
    result: {
      state: 'ok' | 'broken';
      entries: number;
      checkpoints: number;
      fault?: LogFault;
      explanation: string;
    },
  ): Promise<void> {
    const { state, entries, checkpoints, fault, explanation } = result;
    const at = timestamp(this.#now());
    await this.#knex(TABLE)
      .where({ id })
      .update({
        state,
        entries,
        total: entries,
        checkpoints,
        bad_seq: fault?.seq ?? null,
        bad_reason: fault?.reason ?? null,
        explanation,
        seen_at: at,
        finished_at: at,
      });
  }

  /** Takes back one that could not be brought to an end. */
  async abandon(id: string): Promise<void> {
    await this.#knex(TABLE).where({ id, state: 'running' }).delete();
  }

  /** The one that runs, else the last that ended. */
  async latest(): Promise<AuditVerification | undefined> {
    const row =
      (await this.#alive(this.#knex)) ??
      (await this.#knex<VerificationRow>(TABLE)
        .whereNot({ state: 'running' })
        .orderBy('id', 'desc')
        .first());
    return row && toVerification(row);
  }

  async #alive(on: Knex): Promise<VerificationRow | undefined> {
    const since = timestamp(this.#now().getTime() - DEAD_MS);
    return on<VerificationRow>(TABLE)
      .where({ state: 'running' })
      .andWhere('seen_at', '>', since)
      .first();
  }
}

function toVerification(row: VerificationRow): AuditVerification {
  const total = Number(row.total);
  return {
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
    entries: Number(row.entries),
    progress:
      row.state === 'running'
        ? Number(row.entries) / Math.max(1, total)
        : undefined,
    checkpoints: row.checkpoints,
    firstBad:
      row.bad_seq === null
        ? undefined
        : { seq: Number(row.bad_seq), reason: row.bad_reason ?? '' },
    explanation: row.explanation,
  };
}
