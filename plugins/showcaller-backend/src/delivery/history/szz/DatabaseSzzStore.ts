import type { Knex } from 'knex';
import { chunksOf } from '../../../database/chunksOf';
import { timestamp } from '../../../database/timestamp';
import type { SzzPass } from './SzzPass';
import type { TracedFix } from './SzzRun';

const PASSES = 'szz_pass';
const LINKS = 'szz_link';
const REPAIRS = 'szz_repair';
const LEASE_MS = 120_000;

interface PassRow {
  repository: string;
  status: SzzPass['status'];
  base_sha: string | null;
  target_sha: string | null;
  done: number;
  total: number | null;
  fixes: number;
  skipped: string;
  covered_until: string | null;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  leased_by: string | null;
  leased_until: string | null;
}

const empty: Partial<PassRow> = {
  base_sha: null,
  target_sha: null,
  done: 0,
  total: null,
  fixes: 0,
  skipped: '{}',
  covered_until: null,
};

/** Whose pass it is: everything is written only while its lease is kept. */
export interface PassHolder {
  repository: string;
  holder: string;
}

/** Passes over repositories, and the links that they found. */
export class DatabaseSzzStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  static create(options: { knex: Knex; now: () => Date }): DatabaseSzzStore {
    return new DatabaseSzzStore(options);
  }

  private constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async get(repository: string): Promise<SzzPass | undefined> {
    const row = await this.#knex<PassRow>(PASSES).where({ repository }).first();
    return row && toPass(row);
  }

  async list(): Promise<SzzPass[]> {
    const rows = await this.#knex<PassRow>(PASSES).orderBy('repository');
    return rows.map(toPass);
  }

  /** The pass as it stands; undefined when another one holds it. */
  async claim(held: PassHolder): Promise<SzzPass | undefined> {
    const { repository, holder } = held;
    await this.#knex(PASSES)
      .insert({
        repository,
        status: 'waiting',
        done: 0,
        fixes: 0,
        skipped: '{}',
      })
      .onConflict('repository')
      .ignore();
    const now = timestamp(this.#now());
    const [row] = await this.#knex<PassRow>(PASSES)
      .where({ repository })
      .where(free =>
        free.whereNull('leased_until').orWhere('leased_until', '<', now),
      )
      .update({
        status: 'running',
        started_at: now,
        finished_at: null,
        error: null,
        leased_by: holder,
        leased_until: this.#leaseEnd(),
      })
      .returning('*');
    return row && toPass(row);
  }

  /** Frees what a process that was killed held. Only where no other process can be at work. */
  async releaseAll(): Promise<void> {
    await this.#knex<PassRow>(PASSES)
      .whereNotNull('leased_by')
      .update({ status: 'waiting', leased_by: null, leased_until: null });
  }

  /** Forgets all that was found: the history is another one. */
  async startOver(held: PassHolder): Promise<void> {
    await this.#knex.transaction(async tx => {
      if (await this.#update(held, empty, tx)) {
        const { repository } = held;
        await tx(LINKS).where({ repository }).delete();
        await tx(REPAIRS).where({ repository }).delete();
      }
    });
  }

  async begin(held: PassHolder, target: string): Promise<void> {
    await this.#update(held, { target_sha: target, done: 0, total: null });
  }

  /** Keeps the lease; false when it was lost. */
  async keep(held: PassHolder, total?: number): Promise<boolean> {
    return this.#update(held, total === undefined ? {} : { total });
  }

  /** What was found, and that it was: one without the other never happens. Throws when the lease was lost. */
  async addTraced(
    held: PassHolder,
    traced: TracedFix[],
    options: { asRepairs?: boolean } = {},
  ): Promise<void> {
    const { repository } = held;
    await this.#knex.transaction(async tx => {
      const row = await tx<PassRow>(PASSES)
        .where({ repository, leased_by: held.holder })
        .first();
      if (!row) {
        throw new Error('Another replica took over');
      }
      const counted = options.asRepairs ? 0 : traced.length;
      await this.#update(
        held,
        {
          done: row.done + counted,
          fixes: row.fixes + counted,
          skipped: addSkipped(row.skipped, options.asRepairs ? [] : traced),
        },
        tx,
      );
      for (const chunk of chunksOf(toLinkRows(repository, traced))) {
        await tx(LINKS)
          .insert(chunk)
          .onConflict(['repository', 'fix_sha', 'inducing_sha'])
          .merge();
      }
      for (const chunk of options.asRepairs ? chunksOf(traced) : []) {
        await tx(REPAIRS)
          .insert(chunk.map(({ sha }) => ({ repository, sha })))
          .onConflict(['repository', 'sha'])
          .ignore();
      }
    });
  }

  /** Those of these commits that were not traced as repairs yet. */
  async untracedRepairs(repository: string, shas: string[]): Promise<string[]> {
    const traced = new Set<string>();
    for (const chunk of chunksOf(shas)) {
      for (const sha of await this.#knex(REPAIRS)
        .where({ repository })
        .whereIn('sha', chunk)
        .pluck('sha')) {
        traced.add(sha);
      }
    }
    return shas.filter(sha => !traced.has(sha));
  }

  /** Everything up to the target is known, as it was at a time. */
  async complete(held: PassHolder, coveredUntil: string): Promise<void> {
    await this.#update(held, {
      base_sha: this.#knex.ref('target_sha') as unknown as string,
      done: 0,
      total: null,
      covered_until: coveredUntil,
    });
  }

  /** Ends the work on a pass and frees it. */
  async release(
    held: PassHolder,
    end: { status: SzzPass['status']; error?: string },
  ): Promise<void> {
    await this.#update(held, {
      status: end.status,
      error: end.error ?? null,
      finished_at: timestamp(this.#now()),
      leased_by: null,
      leased_until: null,
    });
  }

  async #update(
    { repository, holder }: PassHolder,
    values: Partial<PassRow>,
    knex: Knex = this.#knex,
  ): Promise<boolean> {
    const kept = await knex<PassRow>(PASSES)
      .where({ repository, leased_by: holder })
      .update({ leased_until: this.#leaseEnd(), ...values });
    return kept === 1;
  }

  #leaseEnd(): string {
    return timestamp(this.#now().getTime() + LEASE_MS);
  }
}

function addSkipped(before: string, traced: TracedFix[]): string {
  const counts: Record<string, number> = JSON.parse(before);
  for (const { skipped } of traced) {
    if (skipped) {
      counts[skipped] = (counts[skipped] ?? 0) + 1;
    }
  }
  return JSON.stringify(counts);
}

function toLinkRows(repository: string, traced: TracedFix[]) {
  return traced.flatMap(({ sha, fixedAt, links }) =>
    links.map(link => ({
      repository,
      fix_sha: sha,
      inducing_sha: link.sha,
      lines: link.lines,
      method: link.method,
      fixed_at: timestamp(fixedAt),
    })),
  );
}

function toPass(row: PassRow): SzzPass {
  return {
    repository: row.repository,
    status: row.status,
    base: row.base_sha ?? undefined,
    target: row.target_sha ?? undefined,
    done: row.done,
    total: row.total ?? undefined,
    fixes: row.fixes,
    skipped: JSON.parse(row.skipped),
    coveredUntil: row.covered_until ?? undefined,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    error: row.error ?? undefined,
  };
}
