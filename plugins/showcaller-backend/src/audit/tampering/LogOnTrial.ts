import { toHex, CompactRange, leafHash } from '@showcaller/engine/audit';
import type { Knex } from 'knex';
import { isSqlite, migrationsDirectory } from '../../database/openDatabase';
import { CheckpointFolder } from '../checkpoints/CheckpointFolder';
import { CheckpointKeys } from '../checkpoints/CheckpointKeys';
import { CheckpointPublisher } from '../checkpoints/CheckpointPublisher';
import { DatabaseCheckpointStore } from '../checkpoints/DatabaseCheckpointStore';
import { DatabaseAuditLog } from '../DatabaseAuditLog';
import { AuditTree, KEPT_LEVELS, type NodeRow } from '../tree/AuditTree';
import type { AuditAppend, EntryRow } from '../types';
import { LogVerifier } from '../verification/LogVerifier';
import type { LogCheck } from '../verification/types';

const START = Date.parse('2026-11-26T10:00:00Z');

/**
 * An entry as rooms write them.
 *
 * @public
 */
export function someEntry(index: number): AuditAppend {
  return {
    actor: index % 3 === 0 ? 'showcaller' : `user:default/person-${index % 7}`,
    action: index % 3 === 0 ? 'gate.decided' : 'gate.approved',
    subject: `decision:${index}`,
    entityRef: `component:default/service-${index % 11}`,
    requestId: `request-${index}`,
    data: { risk: index / 1000, outcome: 'allow', stage: 'pre-deploy' },
    texts: index % 4 === 1 ? { reason: `Looked at it, take ${index}` } : {},
  };
}

/**
 * A real log with checkpoints outside the database, to be tampered with: for tests and measurements.
 *
 * @public
 */
export class LogOnTrial {
  readonly knex: Knex;
  readonly folder: string;
  readonly #log: DatabaseAuditLog;
  readonly #keys: CheckpointKeys;

  /** Makes the tables of the log on an empty database. The folder has to be empty too. */
  static async create(options: {
    knex: Knex;
    folder: string;
  }): Promise<LogOnTrial> {
    const { knex, folder } = options;
    await knex.migrate.up({
      directory: migrationsDirectory,
      name: '20261126_010000_audit.js',
    } as Knex.MigratorConfig);
    const keys = await CheckpointKeys.load(
      { folder, everyMinutes: 5, keyName: 'trial.example', formerKeys: [] },
      { isProduction: false },
    );
    return new LogOnTrial({ knex, folder, keys });
  }

  private constructor(options: {
    knex: Knex;
    folder: string;
    keys: CheckpointKeys;
  }) {
    this.knex = options.knex;
    this.folder = options.folder;
    this.#keys = options.keys;
    this.#log = DatabaseAuditLog.create({
      knex: options.knex,
      now: () => new Date(START),
    });
  }

  get verifierKey(): string {
    return this.#keys.verifierKey;
  }

  async append(entries: AuditAppend[]): Promise<void> {
    await this.knex.transaction(tx => this.#log.appendAll(entries, tx));
  }

  async publish(): Promise<void> {
    const { knex, folder } = this;
    await CheckpointPublisher.create({
      knex,
      tree: AuditTree.create({ knex }),
      keys: this.#keys,
      folder: CheckpointFolder.create({ folder }),
      store: DatabaseCheckpointStore.create({ knex }),
      now: () => new Date(START),
    }).publish();
  }

  async advance(): Promise<void> {
    await AuditTree.create({ knex: this.knex }).advance();
  }

  async verify(knex: Knex = this.knex): Promise<LogCheck> {
    return LogVerifier.create({
      knex,
      store: DatabaseCheckpointStore.create({ knex }),
      keys: this.#keys,
      folder: CheckpointFolder.create({ folder: this.folder }),
    }).verify();
  }

  /** What `verify` finds after `tamper` did its work with the triggers away; everything is undone afterwards. */
  async tryOut(
    tamper: (tx: Knex.Transaction) => Promise<void>,
    options: { keepGuards?: boolean } = {},
  ): Promise<LogCheck> {
    const tx = await this.knex.transaction();
    try {
      const restore = options.keepGuards
        ? async () => {}
        : await withoutGuards(tx);
      await tamper(tx);
      await restore();
      return await this.verify(tx);
    } finally {
      await tx.rollback();
    }
  }
}

/** As somebody who rewrote entries would do: the kept tree fits them again. */
export async function rebuildTree(tx: Knex.Transaction): Promise<void> {
  const rows = await tx<EntryRow>('audit_entry').orderBy('seq');
  const range = CompactRange.create();
  const nodes: NodeRow[] = [];
  for (const { canonical } of rows) {
    range.append(leafHash(canonical), ({ level, index }, hash) => {
      if (level > 0 && level % KEPT_LEVELS === 0) {
        nodes.push({ level, position: index, hash: toHex(hash) });
      }
    });
  }
  await tx('audit_node').delete();
  await (nodes.length > 0 && tx('audit_node').insert(nodes));
  await tx('audit_tree').update({
    size: range.size,
    edge: JSON.stringify(range.edge),
  });
  await tx('audit_head').update({ size: range.size });
}

/** Takes the triggers away, as the owner of a database can, and answers how to bring them back. */
async function withoutGuards(
  tx: Knex.Transaction,
): Promise<() => Promise<void>> {
  const tables = ['audit_entry', 'audit_checkpoint'];
  if (!isSqlite(tx)) {
    const all = async (change: string) => {
      for (const table of tables) {
        await tx.raw(`ALTER TABLE ${table} ${change} TRIGGER USER`);
      }
    };
    await all('DISABLE');
    return () => all('ENABLE');
  }
  const guards: Array<{ name: string; sql: string }> = await tx('sqlite_master')
    .where({ type: 'trigger' })
    .whereIn('tbl_name', tables)
    .select('name', 'sql');
  for (const { name } of guards) {
    await tx.raw(`DROP TRIGGER ${name}`);
  }
  return async () => {
    for (const { sql } of guards) {
      await tx.raw(sql);
    }
  };
}
