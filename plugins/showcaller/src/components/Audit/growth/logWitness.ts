/**
 * What a browser remembers of the log, and how it sees later that the log was only ever added to:
 *
 *   1. the newest checkpoint is signed by the key that the portal tells
 *   2. that key is the one that this browser has known
 *   3. a consistency proof (RFC 9162, 2.1.4) leads from the remembered root to that of the checkpoint
 *
 * A portal that rewrote its log, key and checkpoints together is found out by whoever has looked before.
 */
import { toError } from '@backstage/errors';
import type {
  AuditConsistency,
  AuditOverview,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  fromHex,
  openCheckpoint,
  parseVerifierKey,
  toHex,
  verifyConsistency,
} from '@showcaller/engine/audit';

/** A signed state of the log that this browser has seen. */
export interface SeenLog {
  verifierKey: string;
  size: number;
  /** Hex. */
  root: string;
  /** When it was seen, RFC 3339. */
  at: string;
}

/** What the newest checkpoint means to a browser that may have seen an earlier one. */
export type Growth =
  | { state: 'first'; seen: SeenLog }
  | { state: 'continues'; before: SeenLog; seen: SeenLog }
  | { state: 'broken'; before?: SeenLog; reason: string };

const KEY = 'showcaller.audit-seen';

/** What was seen last; whatever else is stored there is as if nothing was. */
export function readSeenLog(
  storage: Pick<Storage, 'getItem'>,
): SeenLog | undefined {
  try {
    const seen: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    return isSeenLog(seen) ? seen : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers what was seen; a browser that keeps nothing sees the log for the first time again. */
export function keepSeenLog(
  storage: Pick<Storage, 'setItem'>,
  seen: SeenLog,
): void {
  try {
    storage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // Full, or forbidden by the reader.
  }
}

/** Begins anew, because somebody has accepted that the log is another one. */
export function forgetSeenLog(storage: Pick<Storage, 'removeItem'>): void {
  try {
    storage.removeItem(KEY);
  } catch {
    // Forbidden by the reader, so there is nothing.
  }
}

/** Whether the log of the newest checkpoint goes on from what was seen; undefined without a checkpoint. */
export async function judgeGrowth(options: {
  overview: Pick<AuditOverview, 'checkpoint' | 'verifierKey'>;
  before: SeenLog | undefined;
  now: Date;
  getConsistency: (from: number, to: number) => Promise<AuditConsistency>;
}): Promise<Growth | undefined> {
  const { overview, before, now, getConsistency } = options;
  const { checkpoint, verifierKey } = overview;
  if (!checkpoint) {
    return before
      ? {
          state: 'broken',
          before,
          reason: 'the signed checkpoints that it had are gone',
        }
      : undefined;
  }
  let seen: SeenLog;
  try {
    const head = openCheckpoint(checkpoint.note, parseVerifierKey(verifierKey));
    seen = {
      verifierKey,
      size: head.size,
      root: toHex(head.root),
      at: now.toISOString(),
    };
  } catch (error) {
    return {
      state: 'broken',
      before,
      reason: `the newest checkpoint cannot be trusted: ${
        toError(error).message
      }`,
    };
  }
  if (!before) {
    return { state: 'first', seen };
  }
  const reason = await objection({ before, seen, getConsistency });
  return reason
    ? { state: 'broken', before, reason }
    : { state: 'continues', before, seen };
}

async function objection(options: {
  before: SeenLog;
  seen: SeenLog;
  getConsistency: (from: number, to: number) => Promise<AuditConsistency>;
}): Promise<string | undefined> {
  const { before, seen, getConsistency } = options;
  if (before.verifierKey !== seen.verifierKey) {
    return 'it is signed by another key. Ask whoever runs the portal whether the key was replaced';
  }
  if (seen.size < before.size) {
    return `it had ${before.size} signed entries and now has ${seen.size}`;
  }
  if (before.size === 0) {
    return undefined;
  }
  const { path } = await getConsistency(before.size, seen.size);
  const holds = verifyConsistency({
    from: before.size,
    to: seen.size,
    fromRoot: fromHex(before.root),
    toRoot: fromHex(seen.root),
    path: path.map(fromHex),
  });
  return holds
    ? undefined
    : `its first ${before.size} entries are not those that were there`;
}

function isSeenLog(value: unknown): value is SeenLog {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { verifierKey, size, root, at } = value as Partial<SeenLog>;
  return (
    typeof verifierKey === 'string' &&
    Number.isSafeInteger(size) &&
    /^[0-9a-f]{64}$/.test(root ?? '') &&
    typeof at === 'string'
  );
}
