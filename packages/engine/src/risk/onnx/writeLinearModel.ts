import type { LinearModel } from '../linearModel';
import { canonicalFeatureSchema } from '../riskFeatures';
import {
  boolTensor,
  floatRows,
  floatTensor,
  graph,
  model,
  node,
} from './onnxMessages';

/** IR version 8 and operator set 13 are read by every ONNX Runtime since 1.10. */
const IR_VERSION = 8;
const OPSET = 13;

/**
 * Writes a linear model as an ONNX file. Input `features`: float[N, features] of raw values, NaN where unknown.
 * Outputs `margin` and `probability`: float[N, 1]. The graph is the definition of `LinearModel` step by step:
 *
 * 1. `IsNaN` remembers what is unknown; `Log(1 + x)` where the feature's transform says so;
 * 2. unknown values become the imputation value;
 * 3. subtract the mean, divide by the scale;
 * 4. `Gemm` with the coefficients and the intercept is the margin; `Sigmoid` the probability.
 *
 * The metadata holds the feature schema and what the caller adds. The same model gives the same bytes.
 *
 * @public
 */
export function writeLinearModel(options: {
  model: LinearModel;
  /** SHA-256 of `canonicalFeatureSchema` of the model's features, hex. */
  schemaHash: string;
  /** What it was trained on, in words. */
  trainingDescription: string;
  /** What made it, e.g. the name of the training script. */
  createdFrom: string;
}): Uint8Array {
  const { features, coefficients, intercept, means, scales, imputation } =
    options.model;
  const width = features.length;
  return model({
    irVersion: IR_VERSION,
    producer: 'showcaller',
    opsets: { '': OPSET },
    graph: graph({
      name: 'linear_risk_model',
      inputs: [floatRows('features', width)],
      outputs: [floatRows('margin', 1), floatRows('probability', 1)],
      initializers: [
        boolTensor(
          'is_log1p',
          [width],
          features.map(({ transform }) => transform === 'log1p'),
        ),
        floatTensor('one', [1], [1]),
        floatTensor('imputation', [width], imputation),
        floatTensor('mean', [width], means),
        floatTensor('scale', [width], scales),
        floatTensor('coefficients', [width, 1], coefficients),
        floatTensor('intercept', [1], [intercept]),
      ],
      nodes: [
        node('IsNaN', ['features'], 'unknown'),
        node('Add', ['features', 'one'], 'shifted'),
        node('Log', ['shifted'], 'logarithm'),
        node('Where', ['is_log1p', 'logarithm', 'features'], 'transformed'),
        node('Where', ['unknown', 'imputation', 'transformed'], 'filled'),
        node('Sub', ['filled', 'mean'], 'centred'),
        node('Div', ['centred', 'scale'], 'standardised'),
        node('Gemm', ['standardised', 'coefficients', 'intercept'], 'margin'),
        node('Sigmoid', ['margin'], 'probability'),
      ],
    }),
    metadata: {
      feature_schema: canonicalFeatureSchema(features),
      feature_schema_sha256: options.schemaHash,
      training: options.trainingDescription,
      created_from: options.createdFrom,
    },
  }).finish();
}
