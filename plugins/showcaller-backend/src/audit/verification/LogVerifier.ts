/**
 * Looks at the whole log and names the first thing that is wrong.
 *
 * 1. The triggers that refuse changes are there. 2. Each checkpoint, in the database and outside, is signed and where it
 * should be. 3. The head, the last entry and the checkpoints agree on how long the log is. 4. Entry by entry: none is missing,
 * its text is canonical and has its leaf hash, its columns say the same, its hash is the one outside, and at each checkpoint
 * the root is the signed one. 5. The kept nodes of the tree are those of the entries. 6. Texts have their digests, or were
 * erased by an entry that says so.
 *
 * What is first is what has the lowest seq; a fault that is not about an entry counts last.
 */
import type { Knex } from 'knex';
import { setImmediate as pause } from 'node:timers/promises';
import { missingGuards } from '../appendOnly';
import type { CheckpointFolder } from '../checkpoints/CheckpointFolder';
import type { CheckpointKeys } from '../checkpoints/CheckpointKeys';
import type { DatabaseCheckpointStore } from '../checkpoints/DatabaseCheckpointStore';
import type { LogFault } from '../tree/LogFaultError';
import type { EntryRow } from '../types';
import { checkCheckpoints } from './checkCheckpoints';
import { checkErasures, checkTexts, firstOf } from './checkTexts';
import { EntrySequence } from './EntrySequence';
import { OutsideLeaves } from './OutsideLeaves';
import { TreeRows } from './TreeRows';
import type { LogCheck, TrustedCheckpoint } from './types';

/** Rows looked at between two turns of the event loop: some 10 ms. */
const CHUNK = 200;

export interface LogVerifierOptions {
  knex: Knex;
  store: DatabaseCheckpointStore;
  /** Absent when no checkpoints are made. */
  keys?: CheckpointKeys;
  folder?: CheckpointFolder;
}

export class LogVerifier {
  readonly #options: LogVerifierOptions;

  static create(options: LogVerifierOptions): LogVerifier {
    return new LogVerifier(options);
  }

  private constructor(options: LogVerifierOptions) {
    this.#options = options;
  }

  async verify(
    onProgress: (
      entries: number,
      total: number,
    ) => Promise<void> = async () => {},
  ): Promise<LogCheck> {
    const { knex, store, keys, folder } = this.#options;
    // Checkpoints before the head: one that is made meanwhile would cover more than we look at. It is written outside first.
    const settled = new Set(await folder?.files());
    const known = await store.listAll();
    const outside = await folder?.list();
    const { trusted, faults } = keys
      ? await checkCheckpoints({
          known,
          outside,
          settled,
          open: note => keys.open(note),
          pause,
        })
      : { trusted: [], faults: [] };
    const tree = await TreeRows.read(knex);
    const total = await this.#checkLength(
      [...trusted, ...tree.asCheckpoint()],
      faults,
    );
    faults.push(
      ...(await this.#checkEntries({ trusted, tree, total, onProgress })),
    );
    const missing = await missingGuards(knex);
    const entryFault = firstOf(faults.filter(({ seq }) => seq > 0));
    const fault =
      entryFault ??
      faults[0] ??
      (missing.length > 0
        ? {
            seq: 0,
            reason: `the triggers ${missing.join(
              ', ',
            )} are missing: entries could be changed since`,
          }
        : undefined);
    return {
      entries: total,
      checkpoints: new Set(trusted.map(({ size }) => size)).size,
      fault,
    };
  }

  /** How many entries to look at. */
  async #checkLength(
    covering: Array<Pick<TrustedCheckpoint, 'size' | 'name'>>,
    faults: LogFault[],
  ): Promise<number> {
    // One statement is one moment, also while others append.
    const row = await this.#options
      .knex('audit_head')
      .where({ id: 'log' })
      .first('size', this.#options.knex('audit_entry').max('seq').as('last'));
    const size = Number(row?.size ?? 0);
    const last = Number(row?.last ?? 0);
    const longest = covering.find(one => one.size > last);
    if (longest) {
      faults.push({
        seq: last + 1,
        reason: `entries ${last + 1} to ${longest.size} are missing: the ${
          longest.name
        } covers them`,
      });
    } else if (last < size) {
      faults.push({
        seq: last + 1,
        reason: `entries ${last + 1} to ${size} are missing from the end`,
      });
    } else if (last > size) {
      faults.push({
        seq: size + 1,
        reason: `the head of the log says ${size}, and there are entries up to ${last}: they were put in, or the head was changed`,
      });
    }
    return last;
  }

  /** Up to the first entry that is wrong, and the texts until there. */
  async #checkEntries(options: {
    trusted: TrustedCheckpoint[];
    tree: TreeRows;
    total: number;
    onProgress: (entries: number, total: number) => Promise<void>;
  }): Promise<LogFault[]> {
    const { trusted, tree, total, onProgress } = options;
    const { knex, folder } = this.#options;
    const outside = OutsideLeaves.create({ folder, checkpoints: trusted });
    const entries = EntrySequence.create({ trusted, outside, tree });
    const gone = new Map<string, number>();
    let faults: LogFault[] = [];
    while (entries.size < total && faults.length === 0) {
      const rows = await knex<EntryRow>('audit_entry')
        .where('seq', '>', entries.size)
        .andWhere('seq', '<=', total)
        .orderBy('seq')
        .limit(CHUNK);
      const digests = new Map<string, number>();
      faults = [
        await entries.take(rows, digests),
        await checkTexts(knex, digests, gone),
        await tree.compareNodes(),
      ].flatMap(fault => fault ?? []);
      await onProgress(entries.size, total);
      await pause();
    }
    const more = [await checkErasures(knex, gone), outside.fault];
    return [...faults, ...more.flatMap(fault => fault ?? [])];
  }
}
