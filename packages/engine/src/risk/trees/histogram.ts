import type { BinnedRows } from './binnedRows';

/**
 * Per code of every feature the sums over a node's rows of gradient, hessian and 1: three numbers, one after another.
 *
 * @internal
 */
export type Histogram = Float64Array;

/** Numbers per code. @internal */
export const LANES = 3;

/** Rows of a node: the entries from `begin` to before `end` of a tree's list of rows. @internal */
export interface RowSegment {
  begin: number;
  end: number;
}

/** First and second derivative of the loss by the margin, per row. @internal */
export interface Gradients {
  gradient: Float64Array;
  hessian: Float64Array;
}

/** Adds up the rows of one node, feature by feature; the derivatives are gathered once so that they are read in order. @internal */
export function fillHistogram(options: {
  histogram: Histogram;
  binned: BinnedRows;
  rows: Int32Array;
  segment: RowSegment;
  gradients: Gradients;
  features: Int32Array;
  gathered: Float64Array;
}): void {
  const { histogram, binned, rows, segment, gradients, features, gathered } =
    options;
  const { begin, end } = segment;
  const { gradient, hessian } = gradients;
  for (let i = begin, at = 0; i < end; i++, at += 2) {
    gathered[at] = gradient[rows[i]];
    gathered[at + 1] = hessian[rows[i]];
  }
  histogram.fill(0);
  for (const feature of features) {
    const column = binned.columns[feature];
    const first = binned.bins.offsets[feature] * LANES;
    for (let i = begin, at = 0; i < end; i++, at += 2) {
      const lane = first + column[rows[i]] * LANES;
      histogram[lane] += gathered[at];
      histogram[lane + 1] += gathered[at + 1];
      histogram[lane + 2] += 1;
    }
  }
}

/** Turns the parent's histogram into that of the larger child: the parent is the sum of its children. @internal */
export function subtractHistogram(parent: Histogram, smaller: Histogram): void {
  for (let i = 0; i < parent.length; i++) {
    parent[i] -= smaller[i];
  }
}

/** Histograms that nodes borrow and give back, so that a tree allocates as many as it has open nodes. @internal */
export class HistogramPool {
  readonly #length: number;
  readonly #free: Histogram[] = [];

  private constructor(length: number) {
    this.#length = length;
  }

  static create(codes: number): HistogramPool {
    return new HistogramPool(codes * LANES);
  }

  take(): Histogram {
    return this.#free.pop() ?? new Float64Array(this.#length);
  }

  giveBack(histogram: Histogram): void {
    this.#free.push(histogram);
  }
}
