import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { timestamp } from '../database/timestamp';

interface ProcessRow {
  id: string;
  instance: string;
  pid: number;
  host: string;
  started_at: string;
  heartbeat_at: string;
}

/** This process, as the table knows it. */
export interface ProcessIdentity {
  instance: string;
  pid: number;
  host: string;
}

interface GuardOptions {
  knex: Knex;
  logger: LoggerService;
  self?: ProcessIdentity;
  isAlive?: (pid: number) => boolean;
  now?: () => Date;
  /** How long a predecessor that is about to end is waited for. */
  patienceMs?: number;
}

const TABLE = 'platform_process';
const ROW_ID = 'writer';
const HEARTBEAT_MS = 5000;
const PATIENCE_MS = 10_000;
const ASK_AGAIN_MS = 500;
/** A heartbeat older than this is that of a process that hangs, or of a pid that means another program now. */
const STALE_MS = 30_000;

/**
 * Lets one process at a time write an embedded database. Two would each hold half of the truth in memory; several
 * replicas need PostgreSQL.
 */
export class SingleProcessGuard {
  readonly #knex: Knex;
  readonly #logger: LoggerService;
  readonly #self: ProcessIdentity;
  readonly #isAlive: (pid: number) => boolean;
  readonly #now: () => Date;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Takes the row, or throws ConflictError naming who holds it. The row of a process that is gone is taken over; one
   * that is there gets a moment to end, as it does when a development server restarts.
   */
  static async claim(options: GuardOptions): Promise<SingleProcessGuard> {
    const { patienceMs = PATIENCE_MS } = options;
    const guard = new SingleProcessGuard(options);
    for (let waited = 0; ; waited += ASK_AGAIN_MS) {
      const holder = await guard.#claim();
      if (!holder) {
        return guard;
      }
      if (waited >= patienceMs) {
        throw new ConflictError(
          `The SQLite database is in use by process ${holder.pid} on ${holder.host} (started ${holder.started_at}, last seen ${holder.heartbeat_at}). ` +
            'Stop that process, or configure PostgreSQL under backend.database to run several replicas.',
        );
      }
      await wait(ASK_AGAIN_MS);
    }
  }

  private constructor(options: GuardOptions) {
    this.#knex = options.knex;
    this.#logger = options.logger;
    this.#self = options.self ?? {
      instance: randomUUID(),
      pid: process.pid,
      host: hostname(),
    };
    this.#isAlive = options.isAlive ?? processIsAlive;
    this.#now = options.now ?? (() => new Date());
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#beatOrWarn(), HEARTBEAT_MS);
    this.#timer.unref();
  }

  /** Tells that this process still writes; false when another one took over. */
  async beat(): Promise<boolean> {
    const beaten = await this.#knex(TABLE)
      .where({ id: ROW_ID, instance: this.#self.instance })
      .update({ heartbeat_at: timestamp(this.#now()) });
    return beaten > 0;
  }

  /** Gives the row back. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#knex(TABLE)
      .where({ id: ROW_ID, instance: this.#self.instance })
      .delete();
  }

  /** Answers who holds the row, or takes it. */
  async #claim(): Promise<ProcessRow | undefined> {
    return this.#knex.transaction(async tx => {
      const holder = await tx<ProcessRow>(TABLE).where({ id: ROW_ID }).first();
      if (holder && this.#isHeld(holder)) {
        return holder;
      }
      const now = timestamp(this.#now());
      await tx(TABLE)
        .insert({
          id: ROW_ID,
          ...this.#self,
          started_at: now,
          heartbeat_at: now,
        })
        .onConflict('id')
        .merge();
      return undefined;
    });
  }

  #isHeld(holder: ProcessRow): boolean {
    const fresh =
      this.#now().getTime() - Date.parse(holder.heartbeat_at) < STALE_MS;
    if (holder.host !== this.#self.host) {
      return fresh;
    }
    // The same pid is an earlier life of this process, e.g. after a restart of its container.
    return fresh && holder.pid !== this.#self.pid && this.#isAlive(holder.pid);
  }

  async #beatOrWarn(): Promise<void> {
    try {
      if (!(await this.beat())) {
        this.#logger.error(
          'Another process took over the SQLite database; stop one of the two, or use PostgreSQL',
        );
      }
    } catch (error) {
      this.#logger.warn(
        'Could not write the heartbeat of this process',
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }
}

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Without the right to signal it, it is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
