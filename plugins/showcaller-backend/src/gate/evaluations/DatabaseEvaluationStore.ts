import { ConflictError } from '@backstage/errors';
import { canonicalJson } from '@showcaller/engine/audit';
import type { Page } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { Leases, type Lease } from '../../database/Leases';
import { sha256 } from '../../database/sha256';
import { timestamp } from '../../database/timestamp';
import type { EvaluationQuestion, EvaluationRow } from './types';

const TABLE = 'gate_evaluation';
/** Shorter than the deadline, so that what a dead process held is still decided in time; work done twice decides once. */
const LEASE_MS = 8_000;

/** What was asked, until it is decided, and afterwards. */
export class DatabaseEvaluationStore {
  readonly leases: Leases<EvaluationRow>;
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    now: () => Date;
  }): DatabaseEvaluationStore {
    return new DatabaseEvaluationStore(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
    this.leases = Leases.create({
      ...options,
      table: TABLE,
      leaseMs: LEASE_MS,
    });
  }

  /**
   * Stores a question; the same with the same key gives the row that was there.
   *
   * @throws ConflictError when another question came with the same key
   */
  async insert(
    question: EvaluationQuestion & { deadline: Date },
    tx: Knex.Transaction,
  ): Promise<{ row: EvaluationRow; created: boolean }> {
    const row = this.#toRow(question);
    const { caller, idempotency_key } = row;
    const inserted = await tx(TABLE)
      .insert(row)
      .onConflict(['caller', 'idempotency_key'])
      .ignore()
      .returning('id');
    if (inserted.length > 0) {
      return { row, created: true };
    }
    const known = await tx<EvaluationRow>(TABLE)
      .where({ caller, idempotency_key })
      .first();
    if (known?.request_hash !== row.request_hash) {
      throw new ConflictError(
        `The Idempotency-Key '${idempotency_key}' was used for another question (evaluation ${known?.id}). Send the same body, or another key.`,
      );
    }
    return { row: known, created: false };
  }

  async get(id: string): Promise<EvaluationRow | undefined> {
    return this.#knex<EvaluationRow>(TABLE).where({ id }).first();
  }

  async listByGroup(group: string): Promise<EvaluationRow[]> {
    return this.#knex<EvaluationRow>(TABLE)
      .where('request_group', group)
      .orderBy('id');
  }

  /** Of an entity, newest first. */
  async list(options: {
    entityRef: string;
    limit: number;
    offset: number;
  }): Promise<Page<EvaluationRow>> {
    const { entityRef, limit, offset } = options;
    const all = () =>
      this.#knex<EvaluationRow>(TABLE).where('entity_ref', entityRef);
    const [total] = await all().count({ n: '*' });
    const items: EvaluationRow[] = await all()
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return { items, totalItems: Number(total.n), limit, offset };
  }

  /** Which of these are decided. */
  async listDecided(ids: string[]): Promise<string[]> {
    return this.#knex<EvaluationRow>(TABLE)
      .whereIn('id', ids)
      .where('state', 'decided')
      .pluck('id');
  }

  /** What is due; what is late is among it. */
  async claim(limit: number): Promise<Array<Lease<EvaluationRow>>> {
    return this.leases.claim(limit, (query, now) =>
      query.where('state', 'pending').where('not_before', '<=', now),
    );
  }

  /** Decides an evaluation once; false when it is decided already. */
  async complete(
    id: string,
    options: {
      decisionId: string;
      rollbackPlan?: object;
      tx: Knex.Transaction;
    },
  ): Promise<boolean> {
    const { decisionId, rollbackPlan, tx } = options;
    const updated = await tx(TABLE)
      .where({ id, state: 'pending' })
      .update({
        state: 'decided',
        decided_at: timestamp(this.#now()),
        decision_id: decisionId,
        rollback_plan: rollbackPlan ? JSON.stringify(rollbackPlan) : null,
        leased_by: null,
        leased_until: null,
      });
    return updated > 0;
  }

  /** Digest of the artifact that was asked about with a revision, where one was. */
  async findArtifact(options: {
    entityRef: string;
    environment: string;
    sha: string;
  }): Promise<string | undefined> {
    const row = await this.#knex<EvaluationRow>(TABLE)
      .where({
        entity_ref: options.entityRef,
        environment: options.environment,
        sha: options.sha,
      })
      .whereNotNull('artifact_digest')
      .orderBy('created_at', 'desc')
      .first('artifact_digest');
    return row?.artifact_digest ?? undefined;
  }

  #toRow(question: EvaluationQuestion & { deadline: Date }): EvaluationRow {
    const { request, caller, tier } = question;
    const now = this.#now();
    const id = ulid(now.getTime());
    const text = canonicalJson(request);
    return {
      id,
      request_group: question.group ?? id,
      caller: caller.id,
      idempotency_key: question.idempotencyKey ?? null,
      request_hash: sha256(text),
      request: text,
      entity_ref: request.entityRef,
      environment: request.environment,
      tier,
      stage: request.stage,
      repository: request.change.repository,
      sha: request.change.sha,
      artifact_digest: request.artifact?.digest ?? null,
      requested_by: caller.requestedBy ?? request.requestedBy ?? null,
      dry_run: request.dryRun ?? false,
      state: 'pending',
      created_at: timestamp(now),
      deadline_at: timestamp(question.deadline),
      decided_at: null,
      decision_id: null,
      rollback_plan: null,
      attempts: 0,
      not_before: timestamp(now),
      leased_by: null,
      leased_until: null,
    };
  }
}
