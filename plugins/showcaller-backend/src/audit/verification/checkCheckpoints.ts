import { type AuditCheckpoint } from '@showcaller/backstage-plugin-showcaller-common';
import { toBase64, type TreeHead } from '@showcaller/engine/audit';
import type { PublishedCheckpoint } from '../checkpoints/CheckpointFolder';
import type { LogFault } from '../tree/LogFaultError';
import type { TrustedCheckpoint } from './types';

const SLICE = 20;

/**
 * Looks at every checkpoint by itself: whether its signature holds, whether the columns beside it say the same, and whether
 * what lies outside the database and in it are the same ones.
 */
export async function checkCheckpoints(options: {
  known: AuditCheckpoint[];
  /** Undefined when none are written outside. */
  outside?: PublishedCheckpoint[];
  /** Files that were outside before the database was read. */
  settled: Set<string>;
  /** Throws for a note that is not to be believed. */
  open: (note: string) => TreeHead;
  pause: () => Promise<void>;
}): Promise<{ trusted: TrustedCheckpoint[]; faults: LogFault[] }> {
  const { known, outside = [], settled, open, pause } = options;
  const faults: LogFault[] = [];
  const trusted: TrustedCheckpoint[] = [];
  const files = new Map(outside.map(one => [one.file, one]));
  const named = new Set(known.flatMap(({ publishedTo }) => publishedTo));
  const opened = new Map<string, TreeHead>();

  const read = (note: string, size: number, what: string) => {
    try {
      const head = opened.get(note) ?? open(note);
      opened.set(note, head);
      if (head.size !== size) {
        faults.push({
          seq: Math.min(size, head.size),
          reason: `${what} is of ${head.size} entries, not of ${size}`,
        });
        return undefined;
      }
      return head;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      faults.push({ seq: size, reason: `${what} was changed: ${message}` });
      return undefined;
    }
  };

  for (const [index, one] of outside.entries()) {
    const name = `checkpoint ${one.file} outside the database`;
    const head = read(one.note, one.size, `the ${name}`);
    if (head) {
      trusted.push({ size: head.size, root: head.root, name, file: one.file });
      if (settled.has(one.file) && !named.has(one.file)) {
        faults.push({
          seq: one.size,
          reason: `the database lacks the ${name}`,
        });
      }
    }
    await (index % SLICE === 0 && pause());
  }
  for (const [index, one] of known.entries()) {
    const name = `checkpoint of ${one.size} entries in the database`;
    const head = read(one.note, one.size, `the ${name}`);
    if (head) {
      trusted.push({ size: head.size, root: head.root, name });
      if (toBase64(head.root) !== one.root || head.at !== one.at) {
        faults.push({
          seq: one.size,
          reason: `columns of the ${name} were changed: its signed note says something else`,
        });
      }
    }
    for (const file of options.outside ? one.publishedTo : []) {
      const published = files.get(file);
      if (published?.note !== one.note) {
        faults.push({
          seq: one.size,
          reason: published
            ? `the ${name} is not the one in ${file}`
            : `the file ${file} of the ${name} is gone`,
        });
      }
    }
    await (index % SLICE === 0 && pause());
  }
  return {
    trusted: trusted.sort((one, other) => one.size - other.size),
    faults,
  };
}
