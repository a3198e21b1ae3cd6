import {
  calibrate,
  type Calibrator,
  type VennAbersTable,
} from '../calibration';
import type { DriftReference } from '../evaluation';
import type { RiskFeature } from '../features/riskFeature';
import { writeTreeModel } from '../onnx/writeTreeModel';
import { canonicalFeatureSchema } from '../riskFeatures';
import { evaluateTrees } from '../trees/evaluateTrees';
import type { TreeEnsemble } from '../trees/treeEnsemble';
import { drawParityRows } from './drawParityRows';
import {
  modelHash,
  RISK_MODEL_FORMAT,
  type RiskModelFile,
  type Sha256,
} from './riskModelFile';
import { serialiseRiskModelFile } from './serialiseRiskModelFile';

/** A model as it is stored: two files that belong together, and the hash that names them. @public */
export interface WrittenRiskModel {
  file: RiskModelFile;
  /** The file as JSON text. */
  text: string;
  onnx: Uint8Array;
  hash: string;
}

/**
 * Makes a model of trees and their calibration: writes the ONNX file, draws the rows that it is checked on at every load, and
 * stores what the model answers to them. The same input gives the same bytes.
 *
 * @param options - `features`: the columns of the trees, in order; `trainingRows`: row-major rows of these columns that the
 * model was trained on, of which up to 48 are kept in the file.
 * @throws RangeError when trees, features and rows have different widths.
 * @public
 */
export function createRiskModelFile(
  options: Pick<
    RiskModelFile,
    'id' | 'version' | 'rung' | 'origin' | 'parent' | 'training' | 'metrics'
  > & {
    features: readonly RiskFeature[];
    trees: TreeEnsemble;
    calibrator: Calibrator;
    vennAbers?: VennAbersTable;
    driftReference?: DriftReference;
    trainingRows: Float32Array;
    sha256: Sha256;
  },
): WrittenRiskModel {
  const { features, calibrator, vennAbers, driftReference, sha256 } = options;
  // Explanations average by cover: float32 is fine enough for a weight, and half as long.
  const trees = {
    ...options.trees,
    cover: options.trees.cover.map(Math.fround),
  };
  const { id, version, rung, origin, parent, training, metrics } = options;
  if (features.length !== trees.featureCount) {
    throw new RangeError(
      `The trees have ${trees.featureCount} features, the model ${features.length}`,
    );
  }
  const schema = canonicalFeatureSchema(features);
  const schemaHash = sha256(schema);
  const onnx = writeTreeModel({
    trees,
    calibrator,
    schema,
    schemaHash,
    trainingDescription: training.description,
    trainingWindow: training.window,
    createdFrom: training.createdFrom,
  });
  const { rows, fromTraining } = drawParityRows(trees, options.trainingRows);
  const margins = evaluateTrees(trees, rows);
  const file: RiskModelFile = {
    format: RISK_MODEL_FORMAT,
    id,
    version,
    rung,
    origin,
    ...(parent && { parent }),
    features: features.map(({ name, unit, transform, minimum }) => ({
      name,
      unit,
      transform,
      minimum,
    })),
    schemaHash,
    onnxSha256: sha256(onnx),
    trees,
    calibrator,
    ...(vennAbers && { vennAbers }),
    ...(driftReference && { driftReference }),
    parity: {
      fromTraining,
      rows,
      margins,
      probabilities: margins.map(
        margin => calibrate(calibrator, margin).probability,
      ),
    },
    training,
    metrics,
  };
  return {
    file,
    text: serialiseRiskModelFile(file, sha256),
    onnx,
    hash: modelHash(file, sha256),
  };
}
