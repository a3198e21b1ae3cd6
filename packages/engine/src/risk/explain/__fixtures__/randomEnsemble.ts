import { SeededRandom } from '../../trees/SeededRandom';
import type { TreeEnsemble } from '../../trees/treeEnsemble';

interface Node {
  feature: number;
  threshold: number;
  missingLeft: number;
  left: number;
  right: number;
  value: number;
  cover: number;
}

/** Trees drawn at random: features come up again along a path, some covers are 0, values lie between -1 and 1. */
export function randomEnsemble(options: {
  seed: number;
  trees: number;
  depth: number;
  featureCount: number;
  /** Chance that a node above the greatest depth is split. */
  splitShare?: number;
}): TreeEnsemble {
  const { trees, depth, featureCount, splitShare = 0.85 } = options;
  const random = SeededRandom.create({ seed: options.seed });
  const nodes: Node[] = [];
  const grow = (level: number, cover: number): number => {
    const split = level < depth && random.next() < splitShare;
    const index = nodes.length;
    const node: Node = {
      feature: split ? Math.floor(random.next() * featureCount) : -1,
      threshold: split ? Math.floor(random.next() * 8) - 1 : 0,
      missingLeft: split && random.next() < 0.5 ? 1 : 0,
      left: 0,
      right: 0,
      value: split ? 0 : 2 * random.next() - 1,
      cover,
    };
    nodes.push(node);
    if (split) {
      const toLeft = Math.floor(random.next() * (cover + 1));
      node.left = grow(level + 1, toLeft);
      node.right = grow(level + 1, cover - toLeft);
    }
    return index;
  };
  const starts = [0];
  for (let tree = 0; tree < trees; tree++) {
    grow(0, 1000);
    starts.push(nodes.length);
  }
  return {
    featureCount,
    baseMargin: Math.fround(random.next() - 0.5),
    starts: Int32Array.from(starts),
    feature: Int16Array.from(nodes, ({ feature }) => feature),
    threshold: Float32Array.from(nodes, ({ threshold }) => threshold),
    missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => missingLeft),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: Float32Array.from(nodes, ({ value }) => value),
    cover: Float64Array.from(nodes, ({ cover }) => cover),
  };
}

/** Rows with values on and between the thresholds, some unknown. */
export function randomRows(options: {
  seed: number;
  rows: number;
  featureCount: number;
}): Float32Array {
  const random = SeededRandom.create({ seed: options.seed, stream: 1 });
  return Float32Array.from(
    { length: options.rows * options.featureCount },
    () => (random.next() < 0.15 ? NaN : Math.floor(random.next() * 20) / 2 - 2),
  );
}
