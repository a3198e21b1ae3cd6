import type { TreeExplainer } from '@showcaller/engine/risk';
import type { JitRows } from '../risk/readJit';
import { takeRows } from './bootstrap';

/** Rows that every retrained model explains. */
const EXPLAINED_ROWS = 980;

/** Rows of the test part, evenly over its time. */
export function explainedRows(test: JitRows): Float32Array {
  const available = test.labels.length;
  const count = Math.min(EXPLAINED_ROWS, available);
  return takeRows(
    test,
    Int32Array.from({ length: count }, (_, row) =>
      Math.floor((row * available) / count),
    ),
  ).rows;
}

/** The contributions to rows, row-major. */
export function explainRows(
  explainer: TreeExplainer,
  options: { rows: Float32Array; width: number },
): Float64Array {
  const { rows, width } = options;
  const shares = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += width) {
    shares.set(
      explainer.explain(rows.subarray(at, at + width)).contributions,
      at,
    );
  }
  return shares;
}
