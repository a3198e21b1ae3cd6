import {
  fill,
  LogOnTrial,
  type Miss,
  someEntry,
  tamper,
} from '@showcaller/backstage-plugin-showcaller-backend/audit-trial';
import knexFactory, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Entries of one transaction, and how many were written so. */
export interface AppendRate {
  batch: number;
  entries: number;
  perSecond: number;
  /** The same by the time of one core, which others on the machine cannot take away. */
  perCpuSecond: number;
}

export interface LogFigures {
  tampering: { found: number; n: number; misses: Miss[] };
  appends: AppendRate[];
  /** Of a check of everything that was appended. */
  verifiedPerSecond: number;
}

/** One at a time as a decision does, and in transactions of several. */
const BATCHES = [
  { batch: 1, entries: 5_000 },
  { batch: 20, entries: 20_000 },
  { batch: 100, entries: 50_000 },
];

/** Tampers with a log in a SQLite file, and measures appending to another. */
export async function measureLog(options: {
  runs: number;
  seed: number;
  progress: (text: string) => void;
}): Promise<LogFigures> {
  const { runs, seed, progress } = options;
  const tampering = await onFile(async trial => {
    await fill(trial);
    progress(`tampering ${runs} times`);
    return tamper({ trial, runs, seed });
  });
  return onFile(async trial => {
    const appends: AppendRate[] = [];
    for (const { batch, entries } of BATCHES) {
      progress(`appending ${entries} entries, ${batch} a transaction`);
      appends.push(await measureAppends(trial, batch, entries));
    }
    progress('checking them');
    await trial.publish();
    const began = performance.now();
    const check = await trial.verify();
    if (check.fault) {
      throw new Error(
        `A log that nobody touched is broken: ${check.fault.reason}`,
      );
    }
    const verifiedPerSecond =
      check.entries / ((performance.now() - began) / 1000);
    return { tampering, appends, verifiedPerSecond };
  });
}

async function measureAppends(
  trial: LogOnTrial,
  batch: number,
  entries: number,
): Promise<AppendRate> {
  const some = Array.from({ length: batch }, (_, index) => someEntry(index));
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let done = 0; done < entries; done += batch) {
    await trial.append(some);
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    batch,
    entries,
    perSecond: entries / seconds,
    perCpuSecond: entries / ((user + system) / 1e6),
  };
}

/** Like the backend's own database: write-ahead, one connection. */
async function onFile<T>(work: (trial: LogOnTrial) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'showcaller-bench-audit-'));
  const knex: Knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: path.join(folder, 'audit.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  try {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = NORMAL');
    return await work(
      await LogOnTrial.create({ knex, folder: path.join(folder, 'outside') }),
    );
  } finally {
    await knex.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
