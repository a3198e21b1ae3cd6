import type {
  ModelStatus,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { timestamp } from '../../../database/timestamp';
import {
  type ModelRow,
  toVersion,
  versionColumns,
  type VersionRow,
} from './modelRow';

const TABLE = 'risk_model';
const LEASES = 'risk_learning_lease';
/** Versions that are listed. */
const LISTED = 100;

/** A model as it is stored: its file describes it, the ONNX bytes are served. */
export interface StoredModelFiles {
  file: string;
  onnx: Uint8Array;
}

/** A status with why, since when and by whom. */
export interface StatusChange {
  status: ModelStatus;
  reason: string;
  by: string;
  at: Date;
}

/** Rows of the model registry. Every write belongs into a transaction that holds {@link DatabaseModelStore.lock}. */
export class DatabaseModelStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseModelStore {
    return new DatabaseModelStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Runs `work` alone: changes of the registry follow one another, over all replicas. */
  async lock<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(async tx => {
      await tx(LEASES).where({ id: 'registry' }).forUpdate().first();
      return work(tx);
    });
  }

  /** Newest first. */
  async list(): Promise<RiskModelVersion[]> {
    const rows = await this.#versions()
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'hash', order: 'desc' },
      ])
      .limit(LISTED);
    return rows.map(toVersion);
  }

  async get(
    hash: string,
    tx: Knex = this.#knex,
  ): Promise<RiskModelVersion | undefined> {
    const row = await this.#versions(tx).where({ hash }).first();
    return row && toVersion(row);
  }

  async getFiles(hash: string): Promise<StoredModelFiles | undefined> {
    const row = await this.#knex<ModelRow>(TABLE)
      .where({ hash })
      .first('file', 'onnx');
    return row && { file: row.file, onnx: new Uint8Array(row.onnx) };
  }

  async listByStatus(
    status: ModelStatus,
    tx: Knex = this.#knex,
  ): Promise<RiskModelVersion[]> {
    const rows = await this.#versions(tx)
      .where({ status })
      .orderBy('created_at', 'desc');
    return rows.map(toVersion);
  }

  async getChampion(
    tx: Knex = this.#knex,
  ): Promise<RiskModelVersion | undefined> {
    const [champion] = await this.listByStatus('champion', tx);
    return champion;
  }

  /** Retired models that served, the last one first. */
  async listServedBefore(tx: Knex = this.#knex): Promise<RiskModelVersion[]> {
    const rows = await this.#versions(tx)
      .where({ status: 'retired' })
      .whereNotNull('served_from')
      .orderBy('served_from', 'desc');
    return rows.map(toVersion);
  }

  /** The newest of the models that came with the package. */
  async getShipped(
    tx: Knex = this.#knex,
  ): Promise<RiskModelVersion | undefined> {
    const row = await this.#versions(tx)
      .where({ origin: 'shipped' })
      .orderBy('created_at', 'desc')
      .first();
    return row && toVersion(row);
  }

  /** When the champion became it. */
  async servedFrom(hash: string): Promise<string | undefined> {
    const row = await this.#versions().where({ hash }).first();
    return row?.served_from ?? undefined;
  }

  async hasVersion(
    { id, version }: Pick<ModelRow, 'id' | 'version'>,
    tx: Knex,
  ): Promise<boolean> {
    return Boolean(await tx(TABLE).where({ id, version }).first('hash'));
  }

  /** The number that the next model with this id gets. */
  async nextVersion(id: string, tx: Knex = this.#knex): Promise<string> {
    const versions: string[] = await tx(TABLE).where({ id }).pluck('version');
    return String(1 + Math.max(0, ...versions.map(Number).filter(isFinite)));
  }

  /** Forgets models that never served and were rejected before a time. */
  async deleteRejected(before: Date): Promise<number> {
    return this.#knex(TABLE)
      .where({ status: 'rejected' })
      .whereNull('served_from')
      .where('status_changed_at', '<', timestamp(before))
      .delete();
  }

  async insert(row: ModelRow, tx: Knex.Transaction): Promise<void> {
    await tx<ModelRow>(TABLE).insert({ ...row, onnx: Buffer.from(row.onnx) });
  }

  async setStatus(
    hash: string,
    change: StatusChange,
    tx: Knex.Transaction,
  ): Promise<void> {
    const at = timestamp(change.at);
    await tx<ModelRow>(TABLE)
      .where({ hash })
      .update({
        status: change.status,
        status_reason: change.reason,
        status_changed_at: at,
        status_changed_by: change.by,
        ...(change.status === 'champion' && { served_from: at }),
      });
  }

  #versions(knex: Knex = this.#knex) {
    return knex<ModelRow>(TABLE).select<VersionRow[]>(...versionColumns);
  }
}
