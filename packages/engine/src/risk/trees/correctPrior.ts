import { fitPlatt } from '../calibration';
import { scaleEnsemble, sumEnsembles } from './combineEnsembles';
import { evaluateTrees } from './evaluateTrees';
import type { TreeEnsemble } from './treeEnsemble';
import {
  localRiskTreesSettings,
  trainRiskTrees,
  type RiskTreesOptions,
} from './trainRiskTrees';

/** The prior with its margins brought to the local base rate and spread by Platt's two parameters: one ensemble. */
function calibrated(
  prior: TreeEnsemble,
  { rows, labels }: Pick<RiskTreesOptions, 'rows' | 'labels'>,
): TreeEnsemble {
  const { slope, intercept } = fitPlatt({
    labels,
    margins: evaluateTrees(prior, rows),
  });
  return scaleEnsemble(prior, { slope, shift: intercept });
}

/**
 * A model of other people's history, corrected by some hundred rows of one's own:
 *
 * 1. map the prior's margins by Platt's two parameters, fitted on the local rows;
 * 2. take these margins as base margins of the local rows;
 * 3. train few shallow trees and a regression on ranks on top, both held back strongly;
 * 4. average both corrections;
 * 5. add them to the mapped prior: the result is one ensemble again.
 *
 * With fewer rows (see `ladderSteps`) leave the correction out: `withCorrection: false` stops after step 1.
 *
 * @throws as `trainRiskTrees`; one class only is refused.
 * @public
 */
export function correctPrior(
  options: Omit<RiskTreesOptions, 'featureCount' | 'baseMargin' | 'groups'> & {
    prior: TreeEnsemble;
    /** True when absent. */
    withCorrection?: boolean;
  },
): TreeEnsemble {
  const { prior, withCorrection = true, settings, ...local } = options;
  const mapped = calibrated(prior, local);
  if (!withCorrection) {
    return mapped;
  }
  const { ensemble } = trainRiskTrees({
    ...local,
    featureCount: prior.featureCount,
    baseMargin: evaluateTrees(mapped, local.rows),
    settings: { ...localRiskTreesSettings, ...settings },
  });
  return sumEnsembles([mapped, ensemble]);
}
