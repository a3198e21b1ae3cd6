import { drawFeatures } from './drawFeatures';
import { findSplit, type Split, type SplittableNode } from './findSplit';
import {
  fillHistogram,
  subtractHistogram,
  type Histogram,
  type RowSegment,
} from './histogram';
import { leafValue, type NodeSums } from './leafValue';
import { partitionRows } from './partitionRows';
import type { SeededRandom } from './SeededRandom';
import type { GrowingGround, GrownNode } from './grownTree';

/** A place in the tree: its rows, their sums, and how deep it is. */
interface Place extends NodeSums {
  index: number;
  depth: number;
  segment: RowSegment;
}

/** A node whose best split is known and not yet made. */
interface OpenNode extends Place, SplittableNode {
  split: Split;
}

/**
 * Grows one regression tree on the gradients of the loss:
 *
 * 1. the root holds the drawn rows; its histogram is summed over them, each node's best split is found from it;
 * 2. take the open node with the best split (leaf-wise) or the newest (depth-limited) and part its rows in place;
 * 3. sum the histogram of the smaller child over its rows; that of the larger is the parent's minus it;
 * 4. a child without a split that gains, or as deep as allowed, is a leaf of value −G / (H + l2);
 * 5. stop when nothing is open or there are enough leaves.
 *
 * Ke et al. 2017 (LightGBM), sections 2 and 3; Chen and Guestrin 2016 (XGBoost), section 2.
 *
 * @internal
 */
export class TreeGrower {
  readonly #ground: GrowingGround;
  readonly #rows: Int32Array;
  readonly #random: SeededRandom;
  readonly #features: Int32Array;
  readonly #nodes: GrownNode[] = [];
  readonly #open: OpenNode[] = [];

  private constructor(options: {
    ground: GrowingGround;
    rows: Int32Array;
    random: SeededRandom;
    features: Int32Array;
  }) {
    this.#ground = options.ground;
    this.#rows = options.rows;
    this.#random = options.random;
    this.#features = options.features;
  }

  /** Grows one tree on some rows, and reorders these so that each leaf's rows lie together. */
  static grow(options: {
    ground: GrowingGround;
    rows: Int32Array;
    random: SeededRandom;
  }): GrownNode[] {
    const { binned, parameters } = options.ground;
    const features = drawFeatures(
      Int32Array.from(binned.columns, (_, index) => index),
      parameters.columnShare,
      options.random,
    );
    return new TreeGrower({ ...options, features }).#grow();
  }

  #grow(): GrownNode[] {
    const { pool, parameters } = this.#ground;
    const { maxLeaves = Infinity } = parameters;
    const segment = { begin: 0, end: this.#rows.length };
    const root = this.#place({ sums: this.#sumRows(), segment, depth: 0 });
    this.#consider(root, this.#filled(segment));
    for (let leaves = 1; this.#open.length && leaves < maxLeaves; leaves++) {
      this.#split(this.#takeNext(maxLeaves !== Infinity));
    }
    for (const { histogram } of this.#open) {
      pool.giveBack(histogram);
    }
    return this.#nodes;
  }

  #sumRows(): NodeSums {
    const { gradient, hessian } = this.#ground.gradients;
    const sums = { gradient: 0, hessian: 0, lower: -Infinity, upper: Infinity };
    for (const row of this.#rows) {
      sums.gradient += gradient[row];
      sums.hessian += hessian[row];
    }
    return sums;
  }

  /** Adds a node, a leaf as long as nobody splits it. */
  #place(options: {
    sums: NodeSums;
    segment: RowSegment;
    depth: number;
  }): Place {
    const { sums, segment, depth } = options;
    const value = leafValue(sums, this.#ground.parameters.l2);
    const index = this.#nodes.push({ left: 0, right: 0, value, segment }) - 1;
    return { ...sums, index, depth, segment };
  }

  #filled(segment: RowSegment): Histogram {
    const { binned, gradients, gathered, pool } = this.#ground;
    const histogram = pool.take();
    fillHistogram({
      histogram,
      binned,
      rows: this.#rows,
      segment,
      gradients,
      features: this.#features,
      gathered,
    });
    return histogram;
  }

  /** Opens a node that can be split; the histogram of another goes back. */
  #consider(place: Place, histogram: Histogram): void {
    const { parameters, binned, pool } = this.#ground;
    const { begin, end } = place.segment;
    const node = { ...place, rows: end - begin, histogram };
    const split = findSplit({
      node,
      features: drawFeatures(
        this.#features,
        parameters.columnShareBySplit,
        this.#random,
      ),
      bins: binned.bins,
      parameters,
    });
    if (split) {
      this.#open.push({ ...node, split });
    } else {
      pool.giveBack(histogram);
    }
  }

  /** The open node that gains most, or the newest: then only as many histograms are open as the tree is deep. */
  #takeNext(leafWise: boolean): OpenNode {
    let at = this.#open.length - 1;
    if (leafWise) {
      for (const [index, { split }] of this.#open.entries()) {
        at = split.gain > this.#open[at].split.gain ? index : at;
      }
    }
    return this.#open.splice(at, 1)[0];
  }

  #split({ split, segment, histogram, index, depth }: OpenNode): void {
    const { binned, spare, parameters, pool } = this.#ground;
    const rows = this.#rows;
    const middle = partitionRows({ binned, rows, segment, split, spare });
    const left = this.#place({
      sums: split.left,
      segment: { begin: segment.begin, end: middle },
      depth: depth + 1,
    });
    const right = this.#place({
      sums: split.right,
      segment: { begin: middle, end: segment.end },
      depth: depth + 1,
    });
    const parent = this.#nodes[index];
    parent.split = split;
    parent.left = left.index;
    parent.right = right.index;
    if (depth + 1 >= parameters.maxDepth) {
      pool.giveBack(histogram);
      return;
    }
    const leftIsSmaller = middle - segment.begin <= segment.end - middle;
    const [smaller, larger] = leftIsSmaller ? [left, right] : [right, left];
    const counted = this.#filled(smaller.segment);
    subtractHistogram(histogram, counted);
    this.#consider(smaller, counted);
    this.#consider(larger, histogram);
  }
}
