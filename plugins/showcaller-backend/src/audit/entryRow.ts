import type {
  AuditEntry,
  AuditReference,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  canonicalEntry,
  leafHash,
  parseCanonicalEntry,
  textDigest,
  toHex,
} from '@showcaller/engine/audit';
import { randomBytes } from 'node:crypto';
import { tidyStrings } from './tidyStrings';
import type { AuditAppend, EntryRow, TextRow } from './types';

/** Columns that repeat what the canonical entry says, and its member. */
export const REPEATED = [
  ['at', 'at'],
  ['actor', 'actor'],
  ['action', 'action'],
  ['subject', 'subject'],
  ['entity_ref', 'entityRef'],
  ['request_id', 'requestId'],
] as const satisfies ReadonlyArray<[keyof EntryRow, string]>;

/** The rows of a new entry: its own, and those of its texts. */
export function toRows(
  entry: AuditAppend,
  place: { seq: number; at: string },
): { row: EntryRow; texts: TextRow[] } {
  const { actor, action, subject, entityRef, requestId } = tidyStrings(entry);
  const texts = Object.entries(tidyStrings(entry.texts ?? {})).flatMap(
    ([name, text]) => {
      const salt = randomBytes(16).toString('hex');
      return text === undefined
        ? []
        : [{ name, salt, text, digest: textDigest({ salt, text }) }];
    },
  );
  const canonical = canonicalEntry({
    ...place,
    actor,
    action,
    subject,
    entityRef,
    requestId,
    data: tidyStrings(entry.data ?? {}),
    texts:
      texts.length > 0
        ? Object.fromEntries(texts.map(({ name, digest }) => [name, digest]))
        : undefined,
  });
  return {
    row: {
      ...place,
      actor,
      action,
      subject,
      entity_ref: entityRef ?? null,
      request_id: requestId ?? null,
      canonical,
      leaf_hash: toHex(leafHash(canonical)),
    },
    texts: texts.map(({ name: _, ...text }) => text),
  };
}

export function toReference(
  row: Pick<EntryRow, 'seq' | 'at' | 'actor' | 'action' | 'subject'>,
): AuditReference {
  const { seq, at, actor, action, subject } = row;
  return { seq: Number(seq), at, actor, action, subject };
}

/** Digests of the texts of an entry. */
export function digestsOf(row: Pick<EntryRow, 'canonical'>): string[] {
  return Object.values(parseCanonicalEntry(row.canonical).texts ?? {});
}

/** An entry for readers, with those of its texts that are still kept. */
export function toEntry(row: EntryRow, kept: Map<string, string>): AuditEntry {
  const { v: _, texts, ...entry } = parseCanonicalEntry(row.canonical);
  const found = Object.entries(texts ?? {}).flatMap(([name, digest]) => {
    const text = kept.get(digest);
    return text === undefined ? [] : [[name, text]];
  });
  return {
    ...entry,
    ...(texts && { texts: Object.fromEntries(found), textDigests: texts }),
    leafHash: row.leaf_hash,
  };
}
