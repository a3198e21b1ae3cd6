import type { TreeEnsemble } from '../trees/treeEnsemble';
import type { FieldReader } from './FieldReader';
import { toNumberText } from './numberText';

/**
 * Trees as they stand in a model file. Nodes keep their order; what only splits or only leaves have is written for those
 * alone, and children count from the first node of their tree, so that most numbers take one byte.
 *
 * @internal
 */
export interface TreesText {
  featureCount: number;
  baseMargin: number;
  /** Nodes per tree. */
  sizes: string;
  /** Per node: feature + 1, and 0 for a leaf. */
  features: string;
  /** Per split. */
  thresholds: string;
  missingLeft: string;
  left: string;
  right: string;
  /** Per leaf. */
  values: string;
  /** Per node. */
  cover: string;
}

/** @internal */
export function toTreesText(trees: TreeEnsemble): TreesText {
  const { starts, feature, left, right } = trees;
  const sizes = Array.from(
    starts.subarray(1),
    (end, tree) => end - starts[tree],
  );
  const nodes = Array.from(feature.keys());
  const splits = nodes.filter(node => feature[node] >= 0);
  const leaves = nodes.filter(node => feature[node] < 0);
  const startOf = sizes.flatMap((size, tree) =>
    Array.from({ length: size }, () => starts[tree]),
  );
  const of = (values: ArrayLike<number>, chosen: number[]) =>
    toNumberText(chosen.map(node => values[node]));
  const child = (side: Int32Array) =>
    toNumberText(splits.map(node => side[node] - startOf[node]));
  return {
    featureCount: trees.featureCount,
    baseMargin: trees.baseMargin,
    sizes: toNumberText(sizes),
    features: toNumberText(feature.map(asked => asked + 1)),
    thresholds: of(trees.threshold, splits),
    missingLeft: of(trees.missingLeft, splits),
    left: child(left),
    right: child(right),
    values: of(trees.value, leaves),
    cover: toNumberText(trees.cover),
  };
}

/** Every node but the roots must be the child of exactly one earlier node of its tree. */
function checkChildren(reader: FieldReader, trees: TreeEnsemble): void {
  const parents = new Uint8Array(trees.feature.length);
  for (let tree = 0; tree < trees.starts.length - 1; tree++) {
    const end = trees.starts[tree + 1];
    for (let node = trees.starts[tree]; node < end; node++) {
      if (trees.feature[node] < 0) {
        continue;
      }
      for (const key of ['left', 'right'] as const) {
        const child = trees[key][node];
        if (!(child > node && child < end) || parents[child] > 0) {
          reader.fail(key, `a tree: node ${node} has the child ${child}`);
        }
        parents[child] = 1;
      }
    }
    for (let node = trees.starts[tree] + 1; node < end; node++) {
      if (parents[node] === 0) {
        reader.fail('sizes', `right: node ${node} belongs to no tree`);
      }
    }
  }
}

/** @throws TypeError that names the field and what is wrong with it. @internal */
export function readTrees(reader: FieldReader): TreeEnsemble {
  const featureCount = reader.count('featureCount');
  const sizes = reader.numbers('sizes');
  const starts = new Int32Array(sizes.length + 1);
  for (const [tree, size] of sizes.entries()) {
    if (!(Number.isInteger(size) && size > 0)) {
      reader.fail('sizes', 'whole numbers above 0');
    }
    starts[tree + 1] = starts[tree] + size;
  }
  const nodes = starts[sizes.length];
  const features = reader.numbers('features', nodes);
  if (features.some(f => !Number.isInteger(f) || f < 0 || f > featureCount)) {
    reader.fail('features', `whole numbers from 0 to ${featureCount}`);
  }
  const splits = features.reduce((sum, f) => sum + (f > 0 ? 1 : 0), 0);
  const bySplit = (key: string) => reader.numbers(key, splits);
  const [threshold, missingLeft] = [
    bySplit('thresholds'),
    bySplit('missingLeft'),
  ];
  const [left, right] = [bySplit('left'), bySplit('right')];
  const value = reader.numbers('values', nodes - splits);
  const cover = reader.numbers('cover', nodes);
  const trees: TreeEnsemble = {
    featureCount,
    baseMargin: reader.number('baseMargin'),
    starts,
    feature: Int16Array.from(features, f => f - 1),
    threshold: new Float32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    value: new Float32Array(nodes),
    cover,
  };
  let split = 0;
  let leaf = 0;
  for (const [tree, start] of starts.subarray(0, -1).entries()) {
    for (let node = start; node < starts[tree + 1]; node++) {
      if (features[node] === 0) {
        trees.value[node] = value[leaf++];
        continue;
      }
      trees.threshold[node] = threshold[split];
      trees.missingLeft[node] = missingLeft[split];
      trees.left[node] = start + left[split];
      trees.right[node] = start + right[split++];
    }
  }
  const isFinite32 = (x: number) => Number.isFinite(Math.fround(x));
  const checks: Array<[string, Float64Array, (x: number) => boolean, string]> =
    [
      ['thresholds', threshold, isFinite32, 'finite'],
      ['values', value, isFinite32, 'finite'],
      ['missingLeft', missingLeft, x => x === 0 || x === 1, '0 or 1'],
      ['cover', cover, x => x >= 0 && x < Infinity, 'finite, from 0'],
    ];
  for (const [key, numbers, holds, expected] of checks) {
    if (!numbers.every(holds)) {
      reader.fail(key, `${expected} throughout`);
    }
  }
  checkChildren(reader, trees);
  return trees;
}
