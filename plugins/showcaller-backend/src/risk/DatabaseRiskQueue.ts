import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isSqlite } from '../database/openDatabase';
import { chunksOf } from '../database/chunksOf';
import { timestamp } from '../database/timestamp';

interface QueueRow {
  deployment_id: string;
  enqueued_at: string;
  not_before: string;
  attempts: number;
  reason: string;
  claimed_until: string | null;
  claimed_by: string | null;
}

/** A deployment that one worker holds until its lease ends. */
export interface QueueClaim {
  deploymentId: string;
  attempts: number;
  token: string;
}

const TABLE = 'risk_queue';
const LEASE_SECONDS = 30;
const INSERT_CHUNK = 100;

/**
 * Deployments that want a score, first come first served, over several processes.
 *
 * A claim is a token with a lease. Enqueuing a claimed deployment again takes the token away, so that a worker that
 * scored the older state cannot complete it; so does a lease that ran out, after a crash.
 */
export class DatabaseRiskQueue {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: { knex: Knex; now?: () => Date }): DatabaseRiskQueue {
    return new DatabaseRiskQueue(options);
  }

  private constructor(options: { knex: Knex; now?: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now ?? (() => new Date());
  }

  /** Sorted, so that two transactions never wait for each other's rows crosswise. */
  async enqueue(
    deploymentIds: string[],
    reason: string,
    tx: Knex = this.#knex,
  ): Promise<void> {
    const due = timestamp(this.#now());
    for (const rows of rowsOf(deploymentIds, { reason, due })) {
      await tx(TABLE)
        .insert(rows)
        .onConflict('deployment_id')
        .merge([
          'not_before',
          'attempts',
          'reason',
          'claimed_until',
          'claimed_by',
        ]);
    }
  }

  /** The same for later; what waits already stays as it is. */
  async enqueueLater(
    deploymentIds: string[],
    options: { reason: string; waitSeconds: number },
  ): Promise<void> {
    const { reason, waitSeconds } = options;
    const due = timestamp(this.#now().getTime() + waitSeconds * 1000);
    for (const rows of rowsOf(deploymentIds, { reason, due })) {
      await this.#knex(TABLE).insert(rows).onConflict('deployment_id').ignore();
    }
  }

  async claim(limit: number): Promise<QueueClaim[]> {
    const now = this.#now();
    const token = randomUUID();
    const claimedUntil = timestamp(now.getTime() + LEASE_SECONDS * 1000);
    const due = this.#knex<QueueRow>(TABLE)
      .where('not_before', '<=', timestamp(now))
      .where(free =>
        free
          .whereNull('claimed_until')
          .orWhere('claimed_until', '<', timestamp(now)),
      )
      .orderBy([{ column: 'enqueued_at' }, { column: 'deployment_id' }])
      .limit(limit)
      .select('deployment_id');
    const rows = await this.#knex<QueueRow>(TABLE)
      .whereIn(
        'deployment_id',
        isSqlite(this.#knex) ? due : due.forUpdate().skipLocked(),
      )
      .update({ claimed_until: claimedUntil, claimed_by: token })
      .returning(['deployment_id', 'attempts', 'enqueued_at']);
    return rows
      .sort((a, b) => (a.enqueued_at < b.enqueued_at ? -1 : 1))
      .map(row => ({
        deploymentId: row.deployment_id,
        attempts: row.attempts,
        token,
      }));
  }

  /** Takes a claimed deployment off the queue; false when the claim was lost meanwhile. */
  async complete(claim: QueueClaim, tx: Knex.Transaction): Promise<boolean> {
    const removed = await tx(TABLE)
      .where({ deployment_id: claim.deploymentId, claimed_by: claim.token })
      .delete();
    return removed > 0;
  }

  /** Gives a claim back, to be tried again after a wait. */
  async retry(
    claim: QueueClaim,
    options: { reason: string; waitSeconds: number },
  ): Promise<void> {
    await this.#giveBack(this.#knex, claim, options);
  }

  /** Keeps a claimed deployment for later, when more may be known; false when the claim was lost meanwhile. */
  async postpone(
    claim: QueueClaim,
    options: { reason: string; waitSeconds: number },
    tx: Knex.Transaction,
  ): Promise<boolean> {
    if ((await this.#giveBack(tx, claim, options)) === 0) {
      return false;
    }
    // It waits from when it is due: until then nobody is late.
    await tx<QueueRow>(TABLE)
      .where({ deployment_id: claim.deploymentId })
      .update({ enqueued_at: tx.ref('not_before') as unknown as string });
    return true;
  }

  /** Frees what a process that was killed had claimed. Only where no other process can be at work. */
  async releaseAll(): Promise<void> {
    await this.#knex<QueueRow>(TABLE)
      .whereNotNull('claimed_by')
      .update({ claimed_until: null, claimed_by: null });
  }

  /** How many are due, and since when the oldest of them waits. */
  async getState(): Promise<{ waiting: number; oldestEnqueuedAt?: string }> {
    const [row] = await this.#knex<QueueRow>(TABLE)
      .where('not_before', '<=', timestamp(this.#now()))
      .count({ waiting: '*' })
      .min({ oldest: 'enqueued_at' });
    return {
      waiting: Number(row.waiting),
      oldestEnqueuedAt: row.oldest ?? undefined,
    };
  }

  #giveBack(
    knex: Knex,
    claim: QueueClaim,
    options: { reason: string; waitSeconds: number },
  ): Promise<number> {
    const notBefore = this.#now().getTime() + options.waitSeconds * 1000;
    return knex<QueueRow>(TABLE)
      .where({ deployment_id: claim.deploymentId, claimed_by: claim.token })
      .update({
        attempts: claim.attempts + 1,
        reason: options.reason,
        not_before: timestamp(notBefore),
        claimed_until: null,
        claimed_by: null,
      });
  }
}

/** Rows that wait, in pieces that one statement can hold. */
function* rowsOf(
  deploymentIds: string[],
  { reason, due }: { reason: string; due: string },
): Generator<QueueRow[]> {
  const ids = [...new Set(deploymentIds)].sort();
  for (const chunk of chunksOf(ids, INSERT_CHUNK)) {
    yield chunk.map(id => ({
      deployment_id: id,
      enqueued_at: due,
      not_before: due,
      attempts: 0,
      reason,
      claimed_until: null,
      claimed_by: null,
    }));
  }
}
