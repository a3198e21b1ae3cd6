import fc from 'fast-check';
import { CompactRange, merkleRoot, type NodeCoordinate } from './CompactRange';
import { emptyRoot, isSameHash, leafHash, nodeHash, toHex } from './hashes';
import {
  foldNodes,
  planConsistencyProof,
  planInclusionProof,
  planRoot,
} from './proofs';
import { verifyConsistency, verifyInclusion } from './verifyProofs';

const leaves = Array.from({ length: 130 }, (_, i) => leafHash(`entry ${i}`));

/** The definition, RFC 9162 section 2.1.1. */
function definedRoot(of: Uint8Array[]): Uint8Array {
  if (of.length < 2) {
    return of[0] ?? emptyRoot();
  }
  let middle = 1;
  while (middle * 2 < of.length) {
    middle *= 2;
  }
  return nodeHash(
    definedRoot(of.slice(0, middle)),
    definedRoot(of.slice(middle)),
  );
}

function at({ level, index }: NodeCoordinate): Uint8Array {
  const width = 2 ** level;
  return definedRoot(leaves.slice(index * width, (index + 1) * width));
}

const pathOf = (plan: NodeCoordinate[][]) =>
  plan.map(nodes => foldNodes(nodes.map(at)));

describe('the Merkle tree', () => {
  it('has the known hashes of nothing, and of the empty entry', () => {
    // RFC 6962 test data: SHA-256 of no bytes, and of one byte 0.
    expect(toHex(emptyRoot())).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(toHex(leafHash(''))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('has the defined root at every size, appended or planned, also after it was kept and restored', () => {
    let range = CompactRange.create();
    for (let size = 0; size <= leaves.length; size++) {
      const expected = toHex(definedRoot(leaves.slice(0, size)));
      expect(toHex(range.root())).toBe(expected);
      const planned =
        size > 0 ? foldNodes(planRoot(size).map(at)) : emptyRoot();
      expect(toHex(planned)).toBe(expected);
      range = CompactRange.restore({ size: range.size, edge: range.edge });
      range.append(leaves[size] ?? leafHash('one more'));
    }
    expect(toHex(merkleRoot(leaves))).toBe(toHex(definedRoot(leaves)));
  });

  it('tells each complete subtree once', () => {
    const range = CompactRange.create();
    const told = new Map<string, string>();
    for (const leaf of leaves) {
      range.append(leaf, ({ level, index }, hash) => {
        expect(told.has(`${level}/${index}`)).toBe(false);
        told.set(`${level}/${index}`, toHex(hash));
      });
    }
    expect(told.get('3/2')).toBe(toHex(at({ level: 3, index: 2 })));
    expect(told.get('7/0')).toBe(toHex(at({ level: 7, index: 0 })));
    expect(told.has('7/1')).toBe(false);
  });

  it('refuses an edge that does not fit its size', () => {
    expect(() => CompactRange.restore({ size: 3, edge: [] })).toThrow(
      'A tree of 3 leaves has 2 complete subtrees, not 0',
    );
    expect(() => CompactRange.restore({ size: 1, edge: ['XY'] })).toThrow(
      '64 digits of lower-case hex',
    );
    expect(() => CompactRange.restore({ size: -1, edge: [] })).toThrow(
      'no size of a tree',
    );
  });

  it('proves every leaf of every tree, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: leaves.length }),
        fc.nat(),
        fc.nat(),
        (size, some, other) => {
          const index = some % size;
          const root = merkleRoot(leaves.slice(0, size));
          const path = pathOf(planInclusionProof({ index, size }));
          const leaf = leaves[index];
          expect(verifyInclusion({ index, size, leaf, path, root })).toBe(true);
          const wrong = other % leaves.length;
          expect(
            verifyInclusion({ index: wrong, size, leaf, path, root }),
          ).toBe(wrong === index);
          expect(
            verifyInclusion({ index, size, leaf: leaves[wrong], path, root }),
          ).toBe(wrong === index);
          expect(path.length).toBeLessThanOrEqual(8);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('proves that a tree goes on from every smaller one, and from nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: leaves.length }),
        fc.nat(),
        (to, some) => {
          const from = 1 + (some % to);
          const toRoot = merkleRoot(leaves.slice(0, to));
          const fromRoot = merkleRoot(leaves.slice(0, from));
          const path = pathOf(planConsistencyProof({ from, to }));
          const proof = { from, to, fromRoot, toRoot, path };
          expect(verifyConsistency(proof)).toBe(true);
          const rewritten = merkleRoot([
            ...leaves.slice(0, from - 1),
            leafHash('rewritten'),
          ]);
          expect(verifyConsistency({ ...proof, fromRoot: rewritten })).toBe(
            false,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a leaf before the first', { index: -1, size: 3 }],
    ['a leaf after the last', { index: 3, size: 3 }],
    ['half a leaf', { index: 0.5, size: 3 }],
    ['a leaf of an unknown size', { index: 0, size: NaN }],
  ])('does not plan a proof of %s', (_, options) => {
    expect(() => planInclusionProof(options)).toThrow(RangeError);
  });

  it('does not plan a proof that a tree goes on from a larger or an empty one', () => {
    expect(() => planConsistencyProof({ from: 0, to: 3 })).toThrow(RangeError);
    expect(() => planConsistencyProof({ from: 4, to: 3 })).toThrow(RangeError);
  });

  it('compares hashes by their bytes', () => {
    expect(isSameHash(leaves[0], leafHash('entry 0'))).toBe(true);
    expect(isSameHash(leaves[0], leaves[0].slice(1))).toBe(false);
  });
});
