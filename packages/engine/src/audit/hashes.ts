/**
 * The two hashes of a Merkle tree log (RFC 9162, section 2.1.1). A leaf and an inner node begin with different bytes, so
 * that nobody can pass one off as the other:
 *
 *   leaf = SHA-256(0x00 || entry)
 *   node = SHA-256(0x01 || left || right)
 *   the tree without entries has the root SHA-256("")
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** Length of every hash of the log, in bytes. @public */
export const HASH_BYTES = 32;

/** Hash of an entry; a string is taken as UTF-8. @public */
export function leafHash(entry: string | Uint8Array): Uint8Array {
  return sha256
    .create()
    .update(LEAF)
    .update(typeof entry === 'string' ? utf8ToBytes(entry) : entry)
    .digest();
}

/** Hash of the node over two hashes of 32 bytes. @public */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

/** Root of the tree without entries. @public */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array());
}

/** Lower-case hex. @public */
export function toHex(hash: Uint8Array): string {
  return bytesToHex(hash);
}

/** @throws RangeError unless it is the hex of 32 bytes. @public */
export function fromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) {
    throw new RangeError(
      `A hash is 64 digits of lower-case hex, not '${hex.slice(0, 80)}'`,
    );
  }
  return hexToBytes(hex);
}

/** Whether two hashes are the same. They are public, so the time it takes may tell something. @public */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return (
    one.length === other.length && one.every((byte, i) => byte === other[i])
  );
}
