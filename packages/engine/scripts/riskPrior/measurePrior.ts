import {
  calibrate,
  captureAtTop,
  evaluateLinear,
  evaluateTrees,
  expectedCalibrationError,
  kameiFeatures,
  poolEqually,
  scoreModel,
  trainLogistic,
  type ModelMeasurement,
  type ModelMeasures,
  type RiskFeature,
} from '../../src/risk';
import type { LabelledPart, Project } from './readProjects';
import { trainPrior, type TrainedPrior } from './trainPrior';

/** The penalty of the simple models; not tuned. */
const L2 = 30;

function measures(
  labels: Uint8Array,
  probabilities: ArrayLike<number>,
): ModelMeasures {
  const round = (value: number | undefined) =>
    value === undefined ? undefined : Number(value.toFixed(6));
  const { rocAuc, prAuc, brier, logLoss } = scoreModel({
    labels,
    probabilities,
  });
  return {
    rows: labels.length,
    positives: labels.reduce((sum, label) => sum + label, 0),
    rocAuc: round(rocAuc),
    prAuc: round(prAuc),
    brier: round(brier),
    logLoss: round(logLoss),
    ece: round(expectedCalibrationError(labels, probabilities)),
    captureTop10: round(
      captureAtTop({ labels, scores: probabilities, share: 0.1 })?.captured
        .rate,
    ),
  };
}

function measurePrior(prior: TrainedPrior, test: LabelledPart): ModelMeasures {
  return measures(
    test.labels,
    Array.from(
      evaluateTrees(prior.trees, test.rows),
      margin => calibrate(prior.calibrator, margin).probability,
    ),
  );
}

/** A regularised logistic regression on some of the measures, trained on the same rows. */
function measureLogistic(
  parts: readonly LabelledPart[],
  test: LabelledPart,
  features: readonly RiskFeature[],
): ModelMeasures {
  const model = trainLogistic({
    ...poolEqually(
      parts.map(({ rows, labels }) => ({
        rows: columnsOf(rows, features),
        labels,
      })),
    ),
    features,
    l2: L2,
  });
  const rows = columnsOf(test.rows, features);
  return measures(
    test.labels,
    Array.from(test.labels, (_, row) => {
      const at = row * features.length;
      return evaluateLinear(model, rows.subarray(at, at + features.length))
        .probability;
    }),
  );
}

function columnsOf(
  rows: Float32Array,
  features: readonly RiskFeature[],
): Float64Array {
  const width = kameiFeatures.length;
  const columns = features.map(({ name }) =>
    kameiFeatures.findIndex(feature => feature.name === name),
  );
  return Float64Array.from(
    { length: (rows.length / width) * columns.length },
    (_, at) =>
      rows[
        Math.floor(at / columns.length) * width + columns[at % columns.length]
      ],
  );
}

/** The prior on the later rows of each project, beside one that never saw the project, and two simple models. */
export function measureOnTests(
  prior: TrainedPrior,
  projects: readonly Project[],
): ModelMeasurement[] {
  const parts = projects.map(project => project.train);
  const linesAdded = kameiFeatures.filter(({ name }) => name === 'la');
  return projects.map(project => ({
    on: project.name,
    model: measurePrior(prior, project.test),
    controls: {
      withoutThisProject: measurePrior(
        trainPrior(parts.filter(part => part !== project.train)),
        project.test,
      ),
      logistic: measureLogistic(parts, project.test, kameiFeatures),
      linesAdded: measureLogistic(parts, project.test, linesAdded),
    },
  }));
}
