/**
 * Checks proofs from their hashes alone (RFC 9162, sections 2.1.3.2 and 2.1.4.2).
 *
 * Both walk from a leaf, or from the last complete subtree of the smaller tree, to the root. `node` and `last` are the
 * positions of the walk and of the last node on the current level: a hash of the proof stands to the left when the position
 * is odd or the last of its level, else to the right. Nothing is thrown: what is not a proof proves nothing.
 */
import { HASH_BYTES, isSameHash, nodeHash } from './hashes';

/** Whether `leaf` is number `index` (from 0) of the tree of `size` leaves with this root. @public */
export function verifyInclusion(options: {
  index: number;
  size: number;
  leaf: Uint8Array;
  path: Uint8Array[];
  root: Uint8Array;
}): boolean {
  const { index, size, leaf, path, root } = options;
  if (
    !areSizes(index, size) ||
    index >= size ||
    ![leaf, root, ...path].every(isHash)
  ) {
    return false;
  }
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) {
      return false;
    }
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0) {
        node = parent(node);
        last = parent(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = parent(node);
    last = parent(last);
  }
  return last === 0 && isSameHash(hash, root);
}

/** Whether the tree of `from` leaves with root `fromRoot` is the beginning of the tree of `to` leaves. @public */
export function verifyConsistency(options: {
  from: number;
  to: number;
  fromRoot: Uint8Array;
  toRoot: Uint8Array;
  path: Uint8Array[];
}): boolean {
  const { from, to, fromRoot, toRoot, path } = options;
  // An empty tree is the beginning of every tree, so a proof of that says nothing and is refused.
  if (!areSizes(from, to) || from === 0 || from > to) {
    return false;
  }
  if (from === to) {
    return path.length === 0 && isSameHash(fromRoot, toRoot);
  }
  if (![fromRoot, toRoot, ...path].every(isHash)) {
    return false;
  }
  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...path] : path;
  if (first === undefined) {
    return false;
  }
  let node = from - 1;
  let last = to - 1;
  while (isOdd(node)) {
    node = parent(node);
    last = parent(last);
  }
  let fromHash = first;
  let toHash = first;
  for (const sibling of rest) {
    if (last === 0) {
      return false;
    }
    if (isOdd(node) || node === last) {
      fromHash = nodeHash(sibling, fromHash);
      toHash = nodeHash(sibling, toHash);
      while (!isOdd(node) && node !== 0) {
        node = parent(node);
        last = parent(last);
      }
    } else {
      toHash = nodeHash(toHash, sibling);
    }
    node = parent(node);
    last = parent(last);
  }
  return (
    last === 0 && isSameHash(fromHash, fromRoot) && isSameHash(toHash, toRoot)
  );
}

// Sizes go beyond 32 bits, so arithmetic stands in for shifts.
function areSizes(...sizes: number[]): boolean {
  return sizes.every(size => Number.isSafeInteger(size) && size >= 0);
}

function isHash(hash: Uint8Array): boolean {
  return hash.length === HASH_BYTES;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function parent(node: number): number {
  return Math.floor(node / 2);
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size)) && 2 ** Math.log2(size) === size;
}
