import type { ModelRung } from '@showcaller/backstage-plugin-showcaller-common';
import { type TimeSplit, walkForward } from '@showcaller/engine/risk';
import { type DatedRows, pickRows } from '../rows/DatedRows';
import { type ControlName, fitControl } from './controlModels';
import {
  predict,
  type PriorModel,
  type RecipeContext,
  recipes,
  weightOf,
} from './recipes';

/** Rows that one later slice needs to decide by itself. */
const REPORT_ROWS = 100;
const REPORT_SHARE = 0.2;
/** With fewer rows, the later half in so many steps, each predicted by what came before. */
const STEPS = 5;

/**
 * Log-odds of later rows, by something that may learn from the earlier ones; undefined where nothing can be learned from
 * them.
 */
export type ForwardPredictor = (
  training: DatedRows,
  tested: DatedRows,
) => Float64Array | undefined;

/**
 * The rows that models are compared on: the newest fifth, after 60 % to fit and 20 % to calibrate. Where a fifth is less than
 * 100 rows, the newest half in five steps, each predicted by what came before: the same order of time, more rows.
 */
export function decisionSplits({ times }: DatedRows): TimeSplit[] {
  return times.length * REPORT_SHARE >= REPORT_ROWS
    ? walkForward({ times, folds: 1, firstShare: 1 - REPORT_SHARE })
    : walkForward({ times, folds: STEPS, firstShare: 0.5 });
}

/** The rows that the splits test, in the order of time. */
export function testedRows(
  rows: DatedRows,
  splits: readonly TimeSplit[],
): DatedRows {
  return pickRows(
    rows,
    splits.flatMap(({ test }) => Array.from(test)),
  );
}

/** What a predictor says about {@link testedRows}, each step from what came before it; undefined if it fails at a step. */
export function predictForward(
  rows: DatedRows,
  splits: readonly TimeSplit[],
  predictor: ForwardPredictor,
): Float64Array | undefined {
  const logOdds: number[] = [];
  for (const { train, test } of splits) {
    const predicted = predictor(pickRows(rows, train), pickRows(rows, test));
    if (!predicted) {
      return undefined;
    }
    logOdds.push(...predicted);
  }
  return Float64Array.from(logOdds);
}

/** Follows a recipe at each step; with one class only nothing can be fitted, and the prior stands in. */
export function byRecipe(
  rung: ModelRung,
  context: RecipeContext,
  rounds?: number,
): ForwardPredictor {
  return (training, tested) => {
    const { labels } = training;
    const fits = labels.includes(0) && labels.includes(1);
    const recipe = recipes[fits ? rung : 'prior'];
    return predict(recipe(training, context, rounds), tested.rows);
  };
}

/** A model that has seen none of the rows. */
export function byModel(model: PriorModel): ForwardPredictor {
  return (_, tested) => predict(model, tested.rows);
}

/** Log-odds that were given before the outcome was known, by the rows' ids. */
export function byRecord(
  record: ReadonlyMap<string, number>,
): ForwardPredictor {
  return (_, tested) =>
    Float64Array.from(tested.ids, id => record.get(id) ?? NaN);
}

/** One of the simple models. */
export function byControl(name: ControlName): ForwardPredictor {
  return (training, tested) => fitControl(name, training)?.(tested.rows);
}

/** Sum of the weights of the steps of {@link byRecipe}. */
export function forwardWeight(
  rung: ModelRung,
  splits: readonly TimeSplit[],
  rounds?: number,
): number {
  return splits.length * weightOf(rung, rounds);
}
