/**
 * Which nodes prove something about a Merkle tree (RFC 9162, sections 2.1.3.1 and 2.1.4.1).
 *
 * A proof is a list of hashes, each of a range of leaves. A range that is no complete subtree (only the one at the right
 * edge is not) is folded from complete ones. So a proof is planned here as lists of coordinates; whoever keeps the nodes
 * looks them up, and `foldNodes` makes the hash of each range.
 */
import type { NodeCoordinate } from './CompactRange';
import { nodeHash } from './hashes';

/** Complete subtrees whose fold, from the right, is one hash of a proof. @public */
export type PlannedHash = NodeCoordinate[];

/**
 * What proves that leaf `index` (from 0) is in the tree of `size` leaves: siblings from the leaf to the root.
 *
 * @throws RangeError when there is no such leaf.
 * @public
 */
export function planInclusionProof(options: {
  index: number;
  size: number;
}): PlannedHash[] {
  const { index, size } = options;
  if (!Number.isSafeInteger(index) || index < 0 || !(index < size)) {
    throw new RangeError(`A tree of ${size} leaves has no leaf ${index}`);
  }
  return pathTo(index, 0, size);
}

/**
 * What proves that the tree of `from` leaves is the beginning of the tree of `to` leaves.
 *
 * @throws RangeError unless 0 \< from \<= to.
 * @public
 */
export function planConsistencyProof(options: {
  from: number;
  to: number;
}): PlannedHash[] {
  const { from, to } = options;
  if (![from, to].every(Number.isSafeInteger) || from < 1 || from > to) {
    throw new RangeError(
      `A tree of ${to} leaves does not begin with one of ${from}`,
    );
  }
  return beginning(from, 0, to, true);
}

/** The nodes whose fold is the root of the first `size` leaves, which has to be above 0. @public */
export function planRoot(size: number): PlannedHash {
  return subtreesOf(0, size);
}

/** The hash of a planned range, from the hashes of its subtrees in order. @public */
export function foldNodes(hashes: Uint8Array[]): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

function pathTo(leaf: number, begin: number, end: number): PlannedHash[] {
  if (end - begin === 1) {
    return [];
  }
  const middle = begin + largestPowerBelow(end - begin);
  return leaf < middle
    ? [...pathTo(leaf, begin, middle), subtreesOf(middle, end)]
    : [...pathTo(leaf, middle, end), subtreesOf(begin, middle)];
}

function beginning(
  until: number,
  begin: number,
  end: number,
  isWhole: boolean,
): PlannedHash[] {
  if (until === end) {
    return isWhole ? [] : [subtreesOf(begin, end)];
  }
  const middle = begin + largestPowerBelow(end - begin);
  return until <= middle
    ? [...beginning(until, begin, middle, isWhole), subtreesOf(middle, end)]
    : [...beginning(until, middle, end, false), subtreesOf(begin, middle)];
}

function subtreesOf(begin: number, end: number): NodeCoordinate[] {
  const nodes: NodeCoordinate[] = [];
  for (let start = begin; start < end; ) {
    const level = Math.floor(Math.log2(end - start));
    const width = 2 ** level;
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

/** The largest power of two that is smaller. */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) {
    power *= 2;
  }
  return power;
}
