import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { chunksOf } from '../../database/chunksOf';
import { isSqlite } from '../../database/openDatabase';
import { timestamp } from '../../database/timestamp';

interface QueueRow {
  deployment_id: string;
  enqueued_at: string;
  spread: boolean | number;
  attempts: number;
  not_before: string;
  token: string | null;
}

/** A deployment that one worker may judge until its lease ends. */
export interface LabelClaim {
  deploymentId: string;
  /** Whether those before it are to be judged again, too. */
  spread: boolean;
  attempts: number;
  token: string;
}

const TABLE = 'risk_label_queue';
const LEASE_MS = 60_000;

/**
 * Deployments whose label is to be judged (again), over several processes. Enqueuing takes the token of a claim away,
 * so that a worker that read the older state cannot write it; so does a lease that ran out.
 */
export class DatabaseLabelQueue {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: { knex: Knex; now: () => Date }): DatabaseLabelQueue {
    return new DatabaseLabelQueue(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /** Sorted, so that two transactions never wait for each other's rows crosswise. */
  async enqueue(
    deploymentIds: Iterable<string>,
    options: { spread: boolean },
    tx: Knex = this.#knex,
  ): Promise<void> {
    const now = timestamp(this.#now());
    const ids = [...new Set(deploymentIds)].sort();
    for (const chunk of chunksOf(ids)) {
      await tx(TABLE)
        .insert(
          chunk.map(id => ({
            deployment_id: id,
            enqueued_at: now,
            spread: options.spread,
            attempts: 0,
            not_before: now,
            token: null,
          })),
        )
        .onConflict('deployment_id')
        .merge({
          spread: tx.raw('(risk_label_queue.spread or excluded.spread)'),
          attempts: 0,
          not_before: now,
          token: null,
        });
    }
  }

  async claim(limit: number): Promise<LabelClaim[]> {
    const now = this.#now();
    const token = randomUUID();
    const due = this.#knex<QueueRow>(TABLE)
      .where('not_before', '<=', timestamp(now))
      .orderBy(['not_before', 'deployment_id'])
      .limit(limit)
      .select('deployment_id');
    const rows = await this.#knex<QueueRow>(TABLE)
      .whereIn(
        'deployment_id',
        isSqlite(this.#knex) ? due : due.forUpdate().skipLocked(),
      )
      .update({ token, not_before: timestamp(now.getTime() + LEASE_MS) })
      .returning(['deployment_id', 'spread', 'attempts']);
    return rows.map(row => ({
      deploymentId: row.deployment_id,
      spread: Boolean(row.spread),
      attempts: row.attempts,
      token,
    }));
  }

  /** Takes a claimed deployment off the queue; false when the claim was lost meanwhile. */
  async complete(claim: LabelClaim, tx: Knex): Promise<boolean> {
    const removed = await tx(TABLE)
      .where({ deployment_id: claim.deploymentId, token: claim.token })
      .delete();
    return removed > 0;
  }

  /** Gives a claim back, to be tried again after a wait. */
  async retry(claim: LabelClaim, waitSeconds: number): Promise<void> {
    await this.#knex<QueueRow>(TABLE)
      .where({ deployment_id: claim.deploymentId, token: claim.token })
      .update({
        attempts: claim.attempts + 1,
        not_before: timestamp(this.#now().getTime() + waitSeconds * 1000),
        token: null,
      });
  }

  async count(): Promise<number> {
    const [row] = await this.#knex(TABLE).count({ n: '*' });
    return Number(row.n);
  }
}
