import { binRows, createFeatureBins } from './binnedRows';
import type { BoostingGround, WatchedRows } from './Booster';
import { fitIntercept } from './fitIntercept';
import { HistogramPool } from './histogram';
import {
  checkLabelledRows,
  checkTrainingSet,
  type LabelledRows,
  type TreeTrainingSet,
} from './trainingRows';
import { checkTreeParameters, type TreeParameters } from './treeParameters';

function startingMargins(set: LabelledRows, intercept: number): Float64Array {
  const { baseMargin, labels } = set;
  return Float64Array.from(
    { length: labels.length },
    (_, row) => intercept + (baseMargin ? baseMargin[row] : 0),
  );
}

/**
 * Checks the input, cuts the features into ranges by the training rows, and lays out everything that the boosters of a
 * bag share.
 *
 * @throws RangeError that says what does not fit.
 * @internal
 */
export function prepareTraining(options: {
  training: TreeTrainingSet;
  validation?: LabelledRows;
  fitIntercept: boolean;
  parameters: TreeParameters;
}): BoostingGround {
  const { training, validation, parameters } = options;
  const { rows, featureCount, labels } = training;
  checkTreeParameters(parameters, featureCount);
  checkTrainingSet(training);
  if (validation) {
    checkLabelledRows(validation, featureCount);
  }
  const bins = createFeatureBins({
    rows,
    featureCount,
    maxBins: parameters.maxBins,
  });
  const intercept = options.fitIntercept ? fitIntercept(training) : 0;
  const watched: WatchedRows | undefined = validation && {
    binned: binRows(validation.rows, bins),
    labels: validation.labels,
    margins: startingMargins(validation, intercept),
  };
  const count = labels.length;
  return {
    binned: binRows(rows, bins),
    labels,
    weights: training.weights && Float64Array.from(training.weights),
    margins: startingMargins(training, intercept),
    intercept,
    watched,
    parameters,
    gradients: {
      gradient: new Float64Array(count),
      hessian: new Float64Array(count),
    },
    pool: HistogramPool.create(bins.offsets[featureCount]),
    gathered: new Float64Array(2 * count),
    spare: new Int32Array(count),
  };
}
