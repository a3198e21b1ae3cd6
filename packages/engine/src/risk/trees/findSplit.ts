import type { FeatureBins } from './binnedRows';
import { LANES, type Histogram } from './histogram';
import { leafValue, lossReduction, type NodeSums } from './leafValue';
import type { TreeParameters } from './treeParameters';

/** A node that may be split. @internal */
export interface SplittableNode extends NodeSums {
  rows: number;
  histogram: Histogram;
}

/** Known values up to range `bin` go left. @internal */
export interface Split {
  feature: number;
  bin: number;
  missingLeft: boolean;
  gain: number;
  left: NodeSums;
  right: NodeSums;
}

/** A gain this small is rounding. */
const LEAST_GAIN = 1e-9;

interface Side {
  gradient: number;
  hessian: number;
  rows: number;
}

interface Scan {
  node: SplittableNode;
  feature: number;
  bins: FeatureBins;
  parameters: TreeParameters;
  missingLeft: boolean;
  missing: Side;
  /** The gain to beat. */
  best: number;
  sign: number;
}

interface Found {
  bin: number;
  gain: number;
  left: Side;
}

const sideOf = (
  side: { gradient: number; hessian: number },
  { lower, upper }: NodeSums,
): NodeSums => ({
  gradient: side.gradient,
  hessian: side.hessian,
  lower,
  upper,
});

/** The loss reduction of both leaves, or -Infinity where they contradict the sign. */
function boundedReduction(
  left: NodeSums,
  right: NodeSums,
  l2: number,
  sign: number,
): number {
  const [a, b] = [leafValue(left, l2), leafValue(right, l2)];
  return sign * (b - a) < 0
    ? -Infinity
    : lossReduction(left, a, l2) + lossReduction(right, b, l2);
}

/** Moves range after range to the left and keeps the best cut of this feature, with unknown values on one side. */
function scan(options: Scan): Found | undefined {
  const { node, feature, bins, parameters, missingLeft, missing, sign } =
    options;
  const { l2, minChildHessian, minChildRows } = parameters;
  const { histogram } = node;
  const ranges = bins.ranges[feature];
  const bounded =
    sign !== 0 || node.lower !== -Infinity || node.upper !== Infinity;
  const nodeReduction = lossReduction(node, leafValue(node, l2), l2);
  // Without unknown values, or with them on the left, the last range would leave the right side empty.
  const end = missing.rows > 0 && !missingLeft ? ranges : ranges - 1;
  let gradient = missingLeft ? missing.gradient : 0;
  let hessian = missingLeft ? missing.hessian : 0;
  let rows = missingLeft ? missing.rows : 0;
  let best = options.best;
  let found: Found | undefined;
  let lane = bins.offsets[feature] * LANES;
  for (let bin = 0; bin < end; bin++, lane += LANES) {
    const inBin = histogram[lane + 2];
    if (inBin === 0) {
      continue;
    }
    gradient += histogram[lane];
    hessian += histogram[lane + 1];
    rows += inBin;
    if (node.rows - rows < minChildRows) {
      break;
    }
    const otherHessian = node.hessian - hessian;
    if (
      rows < minChildRows ||
      hessian < minChildHessian ||
      otherHessian < minChildHessian
    ) {
      continue;
    }
    const otherGradient = node.gradient - gradient;
    const gain = bounded
      ? boundedReduction(
          sideOf({ gradient, hessian }, node),
          sideOf({ gradient: otherGradient, hessian: otherHessian }, node),
          l2,
          sign,
        ) - nodeReduction
      : ((gradient * gradient) / (hessian + l2) +
          (otherGradient * otherGradient) / (otherHessian + l2)) /
          2 -
        nodeReduction;
    if (gain > best) {
      best = gain;
      found = { bin, gain, left: { gradient, hessian, rows } };
    }
  }
  return found;
}

/** Bounds of the children: where the feature is monotone, their values stay on either side of the middle of the two. */
function childrenOf(
  node: SplittableNode,
  side: Side,
  l2: number,
  sign: number,
): { left: NodeSums; right: NodeSums } {
  const left = sideOf(side, node);
  const right = sideOf(
    {
      gradient: node.gradient - side.gradient,
      hessian: node.hessian - side.hessian,
    },
    node,
  );
  if (sign !== 0) {
    const middle = (leafValue(left, l2) + leafValue(right, l2)) / 2;
    const [low, high] = sign > 0 ? [left, right] : [right, left];
    low.upper = middle;
    high.lower = middle;
  }
  return { left, right };
}

/**
 * The split of a node that lowers the summed loss most, undefined when none gains:
 *
 * 1. for each feature, move its ranges one by one from right to left and compare
 *    ½ (G_l² / (H_l + l2) + G_r² / (H_r + l2) − G² / (H + l2)), Chen and Guestrin 2016, equation 7;
 * 2. where values are unknown, do so twice: with them on the right, then on the left; "known or not" is a split too;
 * 3. where none is unknown, unknown values will go with the majority of the rows;
 * 4. a split must leave enough rows and hessian on both sides;
 * 5. of equal gains the first feature, the lowest cut, unknown on the right.
 *
 * @internal
 */
export function findSplit(options: {
  node: SplittableNode;
  features: Int32Array;
  bins: FeatureBins;
  parameters: TreeParameters;
}): Split | undefined {
  const { node, features, bins, parameters } = options;
  const { l2, minGain, monotone } = parameters;
  let best = Math.max(minGain, LEAST_GAIN);
  let split: Split | undefined;
  for (const feature of features) {
    const sign = monotone?.[feature] ?? 0;
    const last = (bins.offsets[feature + 1] - 1) * LANES;
    const missing: Side = {
      gradient: node.histogram[last],
      hessian: node.histogram[last + 1],
      rows: node.histogram[last + 2],
    };
    for (const missingLeft of missing.rows > 0 ? [false, true] : [false]) {
      const found = scan({
        node,
        feature,
        bins,
        parameters,
        missingLeft,
        missing,
        best,
        sign,
      });
      if (found) {
        best = found.gain;
        split = {
          feature,
          bin: found.bin,
          gain: found.gain,
          missingLeft:
            missing.rows > 0 ? missingLeft : found.left.rows * 2 >= node.rows,
          ...childrenOf(node, found.left, l2, sign),
        };
      }
    }
  }
  return split;
}
