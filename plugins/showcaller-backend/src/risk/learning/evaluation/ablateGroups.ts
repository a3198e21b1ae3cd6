import type {
  ModelEvaluation,
  ModelRung,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  ablation,
  maskColumns,
  riskFeatureGroups,
  riskFeatures,
  sigmoid,
} from '@showcaller/engine/risk';
import { type DatedRows, ROW_WIDTH } from '../rows/DatedRows';
import {
  byModel,
  byRecipe,
  decisionSplits,
  forwardWeight,
  predictForward,
  testedRows,
} from '../training/forwardPredictions';
import type { EvaluationPlan } from './evaluateModel';

/** Enough for a difference; the same for all groups. */
const ROUNDS = 40;

/**
 * What each group of signals is worth: the loss on later rows without it. A model that grows trees is grown again without the
 * group, so that the others may replace it; a model that does not is asked with the group unknown. Groups of which nothing
 * is known are left out.
 */
export function ablateGroups(
  rows: DatedRows,
  plan: EvaluationPlan,
): ModelEvaluation['ablation'] {
  const { model, rung, context } = plan;
  const splits = decisionSplits(rows);
  const { labels } = testedRows(rows, splits);
  const groups = knownGroups(rows);
  const judged = labels.includes(0) && labels.includes(1);
  if (!judged || groups.length === 0 || !model) {
    return [];
  }
  const predictor = growsTrees(plan)
    ? byRecipe(rung, context, ROUNDS)
    : byModel(model);
  const { full, groups: ablated } = ablation({
    labels,
    groups,
    probabilitiesWithout: columns => {
      const masked = {
        ...rows,
        rows: maskColumns({ rows: rows.rows, width: ROW_WIDTH, columns }),
      };
      const logOdds = predictForward(masked, splits, predictor);
      return (logOdds ?? new Float64Array(labels.length)).map(sigmoid);
    },
  });
  return ablated.map(({ group, scores, logLossIncrease }) => ({
    group,
    aucLoss: (full.rocAuc ?? NaN) - (scores.rocAuc ?? NaN),
    logLossGain: logLossIncrease,
  }));
}

/** Sum of the weights of the steps of {@link ablateGroups}. */
export function ablationWeight(
  rows: DatedRows,
  plan: Pick<EvaluationPlan, 'rung' | 'predictions'>,
): number {
  return growsTrees(plan)
    ? (knownGroups(rows).length + 1) *
        forwardWeight(plan.rung, decisionSplits(rows), ROUNDS)
    : 0;
}

function growsTrees(plan: {
  rung: ModelRung;
  predictions: EvaluationPlan['predictions'];
}): boolean {
  return (
    plan.predictions === 'recipe' &&
    (plan.rung === 'boosted' || plan.rung === 'local')
  );
}

function knownGroups(rows: DatedRows) {
  return riskFeatureGroups
    .map(group => ({
      group,
      columns: riskFeatures.flatMap((feature, column) =>
        feature.group === group ? [column] : [],
      ),
    }))
    .filter(({ columns }) => columns.some(column => isKnown(rows, column)));
}

function isKnown({ rows }: DatedRows, column: number): boolean {
  for (let at = column; at < rows.length; at += ROW_WIDTH) {
    if (!Number.isNaN(rows[at])) {
      return true;
    }
  }
  return false;
}
