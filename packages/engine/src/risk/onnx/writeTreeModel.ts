import type { Calibrator } from '../calibration';
import type { TreeEnsemble } from '../trees/treeEnsemble';
import { floatRows, floatTensor, graph, model, node } from './onnxMessages';
import { treeAttributes } from './treeAttributes';

/** IR version 8, operator set 13 and ai.onnx.ml 3 are read by every ONNX Runtime since 1.10. */
const IR_VERSION = 8;
const OPSET = 13;
const ML_DOMAIN = 'ai.onnx.ml';
const ML_OPSET = 3;

/** What the calibrator does to the margin before the sigmoid; other calibrators are tables beside the file. */
function calibrationOf(calibrator: Calibrator): {
  slope: number;
  intercept: number;
} {
  return calibrator.kind === 'platt'
    ? { slope: calibrator.slope, intercept: calibrator.intercept }
    : { slope: 1, intercept: 0 };
}

/**
 * Writes trees and their calibration as one ONNX file. Input `features`: float[N, features] of raw values, NaN where
 * unknown. Outputs, float[N, 1] each:
 *
 * - `margin`: log-odds before calibration, a `TreeEnsembleRegressor` of ai.onnx.ml 3 (version 5 of that set replaces the
 *   operator by one that fewer runtimes know);
 * - `probability`: `sigmoid(slope · margin + intercept)` for Platt's calibrator. Any other calibrator is a table that does
 *   not fit into a graph: then it is the sigmoid of the margin alone, and the metadata says `calibrator: none`,
 *   `beta` or `isotonic`, so that nobody takes it for calibrated.
 *
 * The same input gives the same bytes.
 *
 * @public
 */
export function writeTreeModel(options: {
  trees: TreeEnsemble;
  calibrator: Calibrator;
  /** `canonicalFeatureSchema` of the model's features. */
  schema: string;
  /** SHA-256 of the schema, hex. */
  schemaHash: string;
  /** What it was trained on, in words. */
  trainingDescription: string;
  /** Times of the oldest and newest training row (RFC 3339), where rows have times. */
  trainingWindow?: { from: string; to: string };
  /** What made it, e.g. the name of the training script. */
  createdFrom: string;
}): Uint8Array {
  const { trees, calibrator, trainingWindow } = options;
  const { slope, intercept } = calibrationOf(calibrator);
  return model({
    irVersion: IR_VERSION,
    producer: 'showcaller',
    opsets: { '': OPSET, [ML_DOMAIN]: ML_OPSET },
    graph: graph({
      name: 'tree_risk_model',
      inputs: [floatRows('features', trees.featureCount)],
      outputs: [floatRows('margin', 1), floatRows('probability', 1)],
      initializers: [
        floatTensor('slope', [1], [slope]),
        floatTensor('intercept', [1], [intercept]),
      ],
      nodes: [
        node('TreeEnsembleRegressor', ['features'], 'margin', {
          domain: ML_DOMAIN,
          attributes: treeAttributes(trees),
        }),
        node('Mul', ['margin', 'slope'], 'scaled'),
        node('Add', ['scaled', 'intercept'], 'log_odds'),
        node('Sigmoid', ['log_odds'], 'probability'),
      ],
    }),
    metadata: {
      feature_schema: options.schema,
      feature_schema_sha256: options.schemaHash,
      calibrator: calibrator.kind,
      training: options.trainingDescription,
      ...(trainingWindow && {
        training_window: `${trainingWindow.from}/${trainingWindow.to}`,
      }),
      created_from: options.createdFrom,
    },
  }).finish();
}
