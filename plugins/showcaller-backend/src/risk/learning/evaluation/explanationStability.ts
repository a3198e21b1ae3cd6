import type { ModelEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import {
  riskFeatureGroups,
  riskFeatures,
  shapStability,
  TreeExplainer,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import { type DatedRows, ROW_WIDTH, sliceRows } from '../rows/DatedRows';
import type { EvaluationPlan } from './evaluateModel';

/** The newest rows; explaining more changes the figures little. */
const ROWS = 200;

const groupOfColumn = riskFeatures.map(({ group }) =>
  riskFeatureGroups.indexOf(group),
);

/**
 * Whether the model gives the same reasons as the one before it, for the newest rows: contributions are summed by group, as
 * people see them. Undefined when there is none before, or nothing varies.
 */
export function explanationStability(
  rows: DatedRows,
  { model, previous }: Pick<EvaluationPlan, 'model' | 'previous'>,
): ModelEvaluation['stability'] {
  const count = rows.labels.length;
  if (!model || !previous || count === 0) {
    return undefined;
  }
  const newest = sliceRows(rows, Math.max(0, count - ROWS)).rows;
  const { topOverlap, signAgreement, localSpearman } = shapStability({
    before: sharesOf(previous.model.trees, newest),
    after: sharesOf(model.trees, newest),
    width: riskFeatureGroups.length,
  });
  return localSpearman === undefined
    ? undefined
    : {
        previousHash: previous.hash,
        top3Overlap: topOverlap,
        top3SignAgreement: signAgreement,
        localSpearman,
      };
}

/** Contributions per row and group, row-major. */
function sharesOf(trees: TreeEnsemble, rows: Float32Array): Float64Array {
  const explainer = TreeExplainer.create(trees);
  const width = riskFeatureGroups.length;
  const count = rows.length / ROW_WIDTH;
  const shares = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    const { contributions } = explainer.explain(
      rows.subarray(row * ROW_WIDTH, (row + 1) * ROW_WIDTH),
    );
    for (const [column, share] of contributions.entries()) {
      shares[row * width + groupOfColumn[column]] += share;
    }
  }
  return shares;
}
