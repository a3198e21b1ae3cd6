import { scaleEnsemble, sumEnsembles } from './combineEnsembles';
import { groupMargins } from './groupMargins';
import { checkTrainingSet } from './trainingRows';
import { trainRankTrees } from './trainRankTrees';
import {
  trainBag,
  type TrainedTrees,
  type TreeTrainingOptions,
} from './trainTrees';
import {
  defaultTreeParameters,
  localBoostParameters,
  type TreeParameters,
} from './treeParameters';

/** What a risk model is made of. @public */
export interface RiskTreesSettings {
  parameters: TreeParameters;
  /** Members of the bag of boosted trees. */
  bags: number;
  /** Share of the margin that comes from `trainRankTrees`, 0-1; the rest from the bag. */
  rankShare: number;
  /** The penalty of `trainRankTrees`. */
  rankL2: number;
  /**
   * The weight of a row halves over this share of all rows, back in time, as what makes changes risky drifts; all rows
   * weigh the same when absent.
   */
  halfLife?: number;
}

/**
 * Chosen once for all by predicting the later tenths of the first 70 % of eight public projects from what came before:
 * more rounds, deeper trees or larger bags gained nothing there, the share of ranks did on seven of the eight.
 *
 * @public
 */
export const defaultRiskTreesSettings: RiskTreesSettings = {
  parameters: defaultTreeParameters,
  bags: 3,
  rankShare: 0.3,
  rankL2: 10,
  halfLife: 0.5,
};

/**
 * A correction on top of a prior model's margins, for some hundred labelled rows and more; held back strongly. Chosen like
 * the default, with priors that had not seen the project.
 *
 * @public
 */
export const localRiskTreesSettings: RiskTreesSettings = {
  parameters: localBoostParameters,
  bags: 3,
  rankShare: 0.5,
  rankL2: 100,
  halfLife: 1,
};

/** @public */
export interface RiskTreesOptions
  extends Omit<
    TreeTrainingOptions,
    'parameters' | 'validation' | 'laterShare' | 'fitIntercept'
  > {
  /** What differs from `defaultRiskTreesSettings`. */
  settings?: Partial<RiskTreesSettings>;
  /**
   * Which group (0, 1, …) each row belongs to, e.g. its project. Every group gets an intercept of its own; the model's is
   * their mean.
   */
  groups?: ArrayLike<number>;
}

/** Weights of rows in the order of time, 1 on average; multiplied with given ones. */
function recencyWeights(
  count: number,
  halfLife: number | undefined,
  given: ArrayLike<number> | undefined,
): Float64Array | undefined {
  if (halfLife === undefined) {
    return given && Float64Array.from(given);
  }
  if (!(halfLife > 0)) {
    throw new RangeError(`halfLife must be above 0, got ${halfLife}`);
  }
  const weights = Float64Array.from(
    { length: count },
    (_, row) => 2 ** (-(count - 1 - row) / count / halfLife),
  );
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / count;
  return weights.map((weight, row) => ((given?.[row] ?? 1) * weight) / mean);
}

/**
 * The learner of risk models: a bag of boosted trees and a regression on ranks, averaged into one ensemble.
 *
 * 1. weigh the rows, which are in the order of time, by recency;
 * 2. train a bag of boosters with different draws (`trainBag`);
 * 3. train the regression on ranks, which is steadier where rows are few (`trainRankTrees`);
 * 4. add both margins by their shares: the result is a sum of trees again;
 * 5. calibration, where wanted, comes after.
 *
 * @returns the losses are those of the bag.
 * @throws as `trainBag`; RangeError for a share outside 0-1 or a half-life not above 0.
 * @public
 */
export function trainRiskTrees(options: RiskTreesOptions): TrainedTrees {
  const { settings, groups, ...training } = options;
  const { parameters, bags, rankShare, rankL2, halfLife } = {
    ...defaultRiskTreesSettings,
    ...settings,
  };
  if (!(rankShare >= 0 && rankShare <= 1)) {
    throw new RangeError(`rankShare must lie from 0 to 1, got ${rankShare}`);
  }
  checkTrainingSet(training);
  const weighted = {
    ...training,
    weights: recencyWeights(training.labels.length, halfLife, training.weights),
  };
  const grouped = groups && groupMargins(weighted, groups);
  const set = {
    ...weighted,
    ...(grouped && { baseMargin: grouped.baseMargin }),
  };
  const bag = trainBag({ ...set, parameters, bags });
  const shares = [{ ensemble: bag.ensemble, slope: 1 - rankShare }];
  if (rankShare > 0) {
    const { monotone } = parameters;
    const ensemble = trainRankTrees({ ...set, monotone, l2: rankL2 });
    shares.push({ ensemble, slope: rankShare });
  }
  const ensemble = sumEnsembles(
    shares.map(part => scaleEnsemble(part.ensemble, part)),
  );
  return {
    ...bag,
    ensemble: scaleEnsemble(ensemble, {
      slope: 1,
      shift: grouped?.intercept ?? 0,
    }),
  };
}
