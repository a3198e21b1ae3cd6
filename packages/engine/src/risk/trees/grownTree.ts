import type { BinnedRows } from './binnedRows';
import type { Split } from './findSplit';
import type { Gradients, HistogramPool, RowSegment } from './histogram';
import type { TreeParameters } from './treeParameters';

/** One node of a tree under construction; children come after their parent. @internal */
export interface GrownNode {
  /** Absent for a leaf. */
  split?: Pick<Split, 'feature' | 'bin' | 'missingLeft'>;
  /** Indexes of the children; 0 for a leaf. */
  left: number;
  right: number;
  /** Log-odds of a leaf before the learning rate. */
  value: number;
  segment: RowSegment;
}

/** What all trees of one training share. @internal */
export interface GrowingGround {
  binned: BinnedRows;
  gradients: Gradients;
  parameters: TreeParameters;
  pool: HistogramPool;
  /** Scratch space, two numbers per row. */
  gathered: Float64Array;
  /** Scratch space, one number per row. */
  spare: Int32Array;
}
