import {
  type CanonicalEntry,
  leafHash,
  parseCanonicalEntry,
  toHex,
} from '@showcaller/engine/audit';
import { REPEATED } from '../entryRow';
import type { EntryRow } from '../types';

/** Looks at one row by itself: either what is wrong with it, or what it is. */
export function checkEntry(
  row: EntryRow,
): { reason: string } | { entry: CanonicalEntry; leaf: Uint8Array } {
  let entry: CanonicalEntry;
  try {
    entry = parseCanonicalEntry(row.canonical);
  } catch (error) {
    return { reason: `its text was changed: it ${(error as Error).message}` };
  }
  const leaf = leafHash(row.canonical);
  if (entry.seq !== Number(row.seq)) {
    return {
      reason: `in its place is what was entry ${entry.seq}: the log was reordered, or an entry was put in`,
    };
  }
  if (toHex(leaf) !== row.leaf_hash) {
    return { reason: 'its text was changed: it does not have its leaf hash' };
  }
  for (const [column, member] of REPEATED) {
    if ((row[column] ?? undefined) !== entry[member]) {
      return {
        reason: `its column ${column} was changed: its text says something else`,
      };
    }
  }
  return { entry, leaf };
}
