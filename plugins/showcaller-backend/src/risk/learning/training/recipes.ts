import type { ModelRung } from '@showcaller/backstage-plugin-showcaller-common';
import {
  calibrate,
  type Calibrator,
  defaultRiskTreesSettings,
  evaluateTrees,
  fitPlatt,
  localRiskTreesSettings,
  scaleEnsemble,
  sumEnsembles,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import type { DatedRows } from '../rows/DatedRows';
import { BOOST_STEPS, boostInTime } from './boostInTime';
import type { StepMeter } from './StepMeter';

/** The prior over the whole feature schema. */
export interface PriorModel {
  trees: TreeEnsemble;
  calibrator: Calibrator;
}

/** What a recipe is given besides the rows. */
export interface RecipeContext {
  prior: PriorModel;
  /** Names of features whose greater values must never lower the risk. */
  monotone: readonly string[];
  seed: number;
  meter: StepMeter;
}

/** A model as a recipe makes it. */
export interface CookedModel {
  trees: TreeEnsemble;
  calibrator: Calibrator;
  /** Margins of the training rows by models that had not seen them: what calibration and intervals are fitted on. */
  freshMargins: Float64Array;
  /** Rounds of boosting; a later fit on more rows uses the same number. */
  rounds?: number;
}

/** Makes a model of labelled rows; `rounds` fixes the number that is otherwise found on the later quarter. */
export type Recipe = (
  rows: DatedRows,
  context: RecipeContext,
  rounds?: number,
) => CookedModel;

/**
 * How each rung of the ladder is made:
 *
 * - `prior`: the shipped model as it is.
 * - `calibrated`: its margins, brought to the local base rate and spread (Platt, two parameters).
 * - `boosted`: few shallow trees on top of these, then Platt again on margins of rows that were held out by time.
 * - `local`: the same without the prior.
 */
export const recipes: Record<ModelRung, Recipe> = {
  prior: (rows, { prior }) => ({
    ...prior,
    freshMargins: evaluateTrees(prior.trees, rows.rows),
  }),
  calibrated: (rows, { prior }) => {
    const margins = evaluateTrees(prior.trees, rows.rows);
    return {
      trees: prior.trees,
      calibrator: fitPlatt({ labels: rows.labels, margins }),
      freshMargins: margins,
    };
  },
  boosted: (rows, context, rounds) => {
    const { prior, ...rest } = context;
    const { calibrator, trees } = recipes.calibrated(rows, context);
    const mapped =
      calibrator.kind === 'platt'
        ? scaleEnsemble(trees, {
            slope: calibrator.slope,
            shift: calibrator.intercept,
          })
        : trees;
    const boosted = boostInTime(rows, {
      ...rest,
      base: evaluateTrees(mapped, rows.rows),
      settings: localRiskTreesSettings,
      name: 'correction of the prior',
      rounds,
    });
    return {
      ...boosted,
      trees: sumEnsembles([mapped, boosted.trees]),
      calibrator: fitPlatt({
        labels: rows.labels,
        margins: boosted.freshMargins,
      }),
    };
  },
  local: (rows, { monotone, seed, meter }, rounds) => {
    const local = boostInTime(rows, {
      monotone,
      seed,
      meter,
      settings: defaultRiskTreesSettings,
      name: 'local model',
      rounds,
    });
    return {
      ...local,
      calibrator: fitPlatt({
        labels: rows.labels,
        margins: local.freshMargins,
      }),
    };
  },
};

/** Calibrated log-odds of rows. */
export function predict(
  { trees, calibrator }: Pick<CookedModel, 'trees' | 'calibrator'>,
  rows: Float32Array,
): Float64Array {
  return evaluateTrees(trees, rows).map(
    margin => calibrate(calibrator, margin).logOdds,
  );
}

/** How many steps of weight 1 a recipe takes. */
export function weightOf(rung: ModelRung, rounds?: number): number {
  if (rung === 'prior' || rung === 'calibrated') {
    return 0;
  }
  return rounds === undefined ? BOOST_STEPS + 1 : BOOST_STEPS;
}
