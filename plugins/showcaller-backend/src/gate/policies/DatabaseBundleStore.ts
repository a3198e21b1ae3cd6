import type { Knex } from 'knex';
import type { StoredBundle } from './types';

const TABLE = 'policy_bundle';

interface BundleRow {
  hash: string;
  origin: StoredBundle['origin'];
  source_revision: string | null;
  files: string;
  comment: string | null;
  created_by: string;
  author_hash: string | null;
  created_at: string;
  rules: number;
  errors: number;
  warnings: number;
  tests_passed: number;
  tests_failed: number;
}

/** Bundles by their hash; written once. */
export class DatabaseBundleStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseBundleStore {
    return new DatabaseBundleStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** False when it is stored already. */
  async insert(bundle: StoredBundle, tx: Knex.Transaction): Promise<boolean> {
    const known = await this.get(bundle.hash, tx);
    if (known) {
      return false;
    }
    await tx<BundleRow>(TABLE)
      .insert(toRow(bundle))
      .onConflict('hash')
      .ignore();
    return true;
  }

  async get(
    hash: string,
    tx?: Knex.Transaction,
  ): Promise<StoredBundle | undefined> {
    const row = await (tx ?? this.#knex)<BundleRow>(TABLE)
      .where({ hash })
      .first();
    return row && toBundle(row);
  }

  /** Newest first. */
  async list(options: {
    limit: number;
    offset: number;
  }): Promise<{ items: StoredBundle[]; totalItems: number }> {
    const [{ count }] = await this.#knex(TABLE).count({ count: '*' });
    const rows = await this.#knex<BundleRow>(TABLE)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'hash', order: 'asc' },
      ])
      .limit(options.limit)
      .offset(options.offset);
    return { items: rows.map(toBundle), totalItems: Number(count) };
  }
}

function toRow(bundle: StoredBundle): BundleRow {
  return {
    hash: bundle.hash,
    origin: bundle.origin,
    source_revision: bundle.sourceRevision ?? null,
    files: JSON.stringify(bundle.files),
    comment: bundle.comment ?? null,
    created_by: bundle.createdBy,
    author_hash: bundle.authorHash ?? null,
    created_at: bundle.createdAt,
    rules: bundle.ruleCount,
    errors: bundle.errors,
    warnings: bundle.warnings,
    tests_passed: bundle.testsPassed,
    tests_failed: bundle.testsFailed,
  };
}

function toBundle(row: BundleRow): StoredBundle {
  return {
    hash: row.hash,
    origin: row.origin,
    sourceRevision: row.source_revision ?? undefined,
    files: JSON.parse(row.files),
    comment: row.comment ?? undefined,
    createdBy: row.created_by,
    authorHash: row.author_hash ?? undefined,
    createdAt: row.created_at,
    ruleCount: row.rules,
    errors: row.errors,
    warnings: row.warnings,
    testsPassed: row.tests_passed,
    testsFailed: row.tests_failed,
  };
}
