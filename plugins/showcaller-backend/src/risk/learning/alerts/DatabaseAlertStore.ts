import type { ModelHealth } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { ulid } from 'ulid';
import { timestamp } from '../../../database/timestamp';

type Alert = ModelHealth['alerts'][number];

interface AlertRow {
  id: string;
  key: string;
  open_key: string | null;
  severity: Alert['severity'];
  text: string;
  since: string;
  cleared_at: string | null;
  notified_at: string | null;
}

const TABLE = 'risk_alert';

/** What is wrong: the key says what it is about, and is on at most once. */
export interface RaisedAlert {
  key: string;
  severity: Alert['severity'];
  /** In words. */
  text: string;
}

/** Alerts that are on, and those that were. */
export class DatabaseAlertStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseAlertStore {
    return new DatabaseAlertStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Turns an alert on. One that is on already only gets the newer text, and is louder when it became worse. */
  async raise(alert: RaisedAlert, now: Date): Promise<void> {
    const { key, severity, text } = alert;
    await this.#knex<AlertRow>(TABLE)
      .insert({
        id: ulid(),
        key,
        open_key: key,
        severity,
        text,
        since: timestamp(now),
      })
      .onConflict('open_key')
      .ignore();
    await this.#knex<AlertRow>(TABLE).where({ open_key: key }).update({ text });
    if (severity === 'act') {
      await this.#knex<AlertRow>(TABLE)
        .where({ open_key: key, severity: 'watch' })
        .update({ severity, notified_at: null });
    }
  }

  /** Turns off the alerts whose key begins with the prefix, but for those with one of the given keys. */
  async clear(prefix: string, keep: string[], now: Date): Promise<void> {
    await this.#knex<AlertRow>(TABLE)
      .whereNotNull('open_key')
      .where('key', 'like', `${prefix}%`)
      .whereNotIn('key', keep)
      .update({ open_key: null, cleared_at: timestamp(now) });
  }

  /** Those that are on, the longest one first. */
  async listOpen(): Promise<Alert[]> {
    const rows = await this.#knex<AlertRow>(TABLE)
      .whereNotNull('open_key')
      .orderBy([{ column: 'since' }, { column: 'id' }]);
    return rows.map(({ id, severity, text, since }) => ({
      id,
      severity,
      text,
      since,
    }));
  }

  /** Alerts that nobody was told of, marked as told: each is handed out once over all replicas. */
  async takeUntold(now: Date): Promise<Alert[]> {
    const rows = await this.#knex<AlertRow>(TABLE)
      .whereNotNull('open_key')
      .whereNull('notified_at')
      .update({ notified_at: timestamp(now) })
      .returning(['id', 'severity', 'text', 'since']);
    return rows;
  }

  /** Forgets that somebody was told, after telling failed. */
  async untell(id: string): Promise<void> {
    await this.#knex<AlertRow>(TABLE)
      .where({ id })
      .update({ notified_at: null });
  }
}
