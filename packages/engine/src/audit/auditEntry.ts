/**
 * What an entry of the audit log is made of, and its canonical form: RFC 8785 over
 *
 *   {v: 1, seq, at, actor, action, subject, entityRef?, requestId?, data, texts?}
 *
 * `texts` holds digests only: the free text of people is kept elsewhere and can be erased, and the tree stays whole. A digest
 * is over a random salt and the text, so that a short text that was erased cannot be found by trying.
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../canonicalJson';

/** @public */
export interface CanonicalEntry {
  /** Of this form. */
  v: 1;
  /** From 1, without gaps. Leaf `seq - 1` of the tree. */
  seq: number;
  /** RFC 3339 in UTC with milliseconds. */
  at: string;
  actor: string;
  action: string;
  subject: string;
  entityRef?: string;
  requestId?: string;
  data: { [name: string]: unknown };
  /** Digest of each text, hex. */
  texts?: { [name: string]: string };
}

/** The bytes that the leaf hash is taken of, as text. @public */
export function canonicalEntry(entry: Omit<CanonicalEntry, 'v'>): string {
  return canonicalJson({ v: 1, ...entry });
}

/**
 * Reads a canonical entry.
 *
 * @throws RangeError that says what is wrong with it; also for JSON that is not in its canonical form.
 * @public
 */
export function parseCanonicalEntry(text: string): CanonicalEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError('is not JSON');
  }
  if (!isEntry(value)) {
    throw new RangeError('is no entry of the audit log');
  }
  if (canonicalJson(value) !== text) {
    throw new RangeError('is not in canonical form');
  }
  return value;
}

/** Digest of a free text of a person, hex: SHA-256 over salt, newline and text. @public */
export function textDigest(options: { salt: string; text: string }): string {
  return bytesToHex(sha256(utf8ToBytes(`${options.salt}\n${options.text}`)));
}

function isEntry(value: unknown): value is CanonicalEntry {
  if (!isRecord(value)) {
    return false;
  }
  const { v, seq, at, actor, action, subject, entityRef, requestId } = value;
  const { data, texts } = value;
  return (
    v === 1 &&
    Number.isSafeInteger(seq) &&
    [at, actor, action, subject].every(text => typeof text === 'string') &&
    [entityRef, requestId].every(
      text => text === undefined || typeof text === 'string',
    ) &&
    isRecord(data) &&
    (texts === undefined ||
      (isRecord(texts) &&
        Object.values(texts).every(text => typeof text === 'string')))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
