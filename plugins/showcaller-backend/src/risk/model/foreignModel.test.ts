import { mockServices } from '@backstage/backend-test-utils';
import {
  canonicalFeatureSchema,
  evaluateLinear,
  RISK_MODEL_FORMAT,
  riskFeatures,
  serialiseRiskModelFile,
  writeLinearModel,
  type LinearModel,
  type RiskModelFile,
} from '@showcaller/engine/risk';
import { sha256 } from '../../database/sha256';
import { importNativeRuntime } from '../__fixtures__/nativeRuntime';
import { loadTreeModel } from './loadTreeModel';

const WIDTH = riskFeatures.length;
const ROWS = 8;

/** An ONNX model of another making: more lines, more risk. */
function foreignModel(change: (file: RiskModelFile) => RiskModelFile = f => f) {
  const perFeature = (value: number) => riskFeatures.map(() => value);
  const linear: LinearModel = {
    features: riskFeatures,
    coefficients: riskFeatures.map(({ name }) => (name === 'la' ? 0.8 : 0)),
    intercept: -1,
    means: perFeature(3),
    scales: perFeature(1),
    imputation: perFeature(3),
    covariance: [],
  };
  const schemaHash = sha256(canonicalFeatureSchema());
  const onnx = writeLinearModel({
    model: linear,
    schemaHash,
    trainingDescription: 'elsewhere',
    createdFrom: 'another tool',
  });
  const rows = Float32Array.from({ length: ROWS * WIDTH }, (_, index) =>
    index % 5 === 0 ? NaN : Math.floor(index / WIDTH) * 100,
  );
  const answers = Array.from({ length: ROWS }, (_, row) =>
    evaluateLinear(linear, rows.subarray(row * WIDTH, (row + 1) * WIDTH)),
  );
  const file = change({
    format: RISK_MODEL_FORMAT,
    id: 'foreign',
    version: '1',
    rung: 'local',
    origin: 'registered',
    features: riskFeatures.map(({ name, unit, transform, minimum }) => ({
      name,
      unit,
      transform,
      minimum,
    })),
    schemaHash,
    onnxSha256: sha256(onnx),
    calibrator: { kind: 'none' },
    parity: {
      fromTraining: ROWS,
      rows,
      margins: Float64Array.from(answers, ({ margin }) => margin),
      probabilities: Float64Array.from(
        answers,
        ({ probability }) => probability,
      ),
    },
    training: {
      description: 'elsewhere',
      createdFrom: 'another tool',
      labelSource: 'deployments',
      rows: 100,
      positives: 10,
      baseRate: 0.1,
      seed: 0,
      parameters: {},
    },
    metrics: [],
  });
  return { linear, file: serialiseRiskModelFile(file, sha256), onnx };
}

const rowOf = (la: number) =>
  Float32Array.from(riskFeatures, ({ name }) => (name === 'la' ? la : NaN));

describe('a model that an operator registered', () => {
  const load = (
    files: { file: string; onnx: Uint8Array },
    importRuntime = importNativeRuntime,
  ) =>
    loadTreeModel({
      ...files,
      logger: mockServices.logger.mock(),
      importRuntime,
    });

  it('is served by its graph, with the graph’s own probability', async () => {
    const { linear, ...files } = foreignModel();
    const model = await load(files);
    expect(model.card).toMatchObject({
      id: 'foreign',
      runtime: 'onnxruntime',
      trees: 0,
      parity: { rows: ROWS },
    });
    const [{ margin, probability, logOdds }] = await model.evaluate(rowOf(900));
    const expected = evaluateLinear(linear, rowOf(900));
    expect(margin).toBeCloseTo(expected.margin, 5);
    expect(probability).toBeCloseTo(expected.probability, 5);
    expect(logOdds).toBeCloseTo(expected.margin, 4);
    await model.release();
  });

  it('tells no reasons, and none are made up', async () => {
    const { linear: _, ...files } = foreignModel();
    const model = await load(files);
    const explanation = await model.explain(rowOf(900));
    expect(explanation).toEqual({
      contributions: Array(WIDTH).fill(undefined),
      effects: Array(WIDTH).fill(undefined),
      unknownContribution: undefined,
      interval: undefined,
    });
    expect(model.leaves(rowOf(900))).toBeUndefined();
    await model.release();
  });

  it('is calibrated by a table of its own, where there is one', async () => {
    const { linear: _, ...files } = foreignModel(file => ({
      ...file,
      calibrator: { kind: 'beta', a: 0.5, b: 0.5, c: -1 },
      parity: {
        ...file.parity,
        probabilities: file.parity.margins.map(
          margin => 1 / (1 + Math.exp(1 - 0.5 * margin)),
        ),
      },
    }));
    const model = await load(files);
    const [{ margin, logOdds }] = await model.evaluate(rowOf(900));
    expect(logOdds).toBeCloseTo(0.5 * margin - 1, 9);
    await model.release();
  });

  it('is refused where the native library is missing: nothing else can evaluate it', async () => {
    const { linear: _, ...files } = foreignModel();
    await expect(
      load(files, async () => {
        throw new Error('libonnxruntime.so: cannot open shared object file');
      }),
    ).rejects.toThrow(/no trees that TypeScript could evaluate.*libonnx/);
  });

  it('is refused when it answers differently than it was registered with', async () => {
    const { linear: _, ...files } = foreignModel(file => ({
      ...file,
      parity: {
        ...file.parity,
        margins: file.parity.margins.map(margin => margin + 0.1),
      },
    }));
    await expect(load(files)).rejects.toThrow(/answers differ by up to 0\.\d+/);
  });
});
