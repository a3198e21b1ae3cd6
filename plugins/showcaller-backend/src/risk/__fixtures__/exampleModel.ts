import {
  canonicalFeatureSchema,
  LINEAR_MODEL_FORMAT,
  kameiFeatures,
  writeLinearModel,
  type LinearRiskModelFile,
} from '@showcaller/engine/risk';
import { sha256 } from '../../database/sha256';
import { TypeScriptRiskModel } from '../model/TypeScriptRiskModel';
import type { RiskModel } from '../types';

const WIDTH = kameiFeatures.length;

/** A model in which more lines and more files mean more risk: 20 lines in 2 files are average, at even odds. */
export function exampleModelFile(): {
  card: LinearRiskModelFile;
  onnx: Uint8Array;
} {
  const by = (name: string, value: number, others: number) =>
    kameiFeatures.map(feature => (feature.name === name ? value : others));
  const means = kameiFeatures.map(({ name }) => {
    const average: Record<string, number> = { la: 20, nf: 2 };
    return Math.log1p(average[name] ?? 1);
  });
  const schemaHash = sha256(canonicalFeatureSchema(kameiFeatures));
  const model = {
    features: [...kameiFeatures],
    coefficients: by('la', 1, 0.1),
    intercept: 0,
    means,
    scales: by('', 1, 1),
    imputation: means,
    covariance: Array.from({ length: (WIDTH + 1) ** 2 }, (_, index) =>
      index % (WIDTH + 2) === 0 ? 0.01 : 0,
    ),
  };
  const onnx = writeLinearModel({
    model,
    schemaHash,
    trainingDescription: 'invented for tests',
    createdFrom: 'exampleModel.ts',
  });
  const card = {
    ...model,
    format: LINEAR_MODEL_FORMAT,
    id: 'example',
    version: '1.0.0',
    schemaHash,
    onnxSha256: sha256(onnx),
    training: {
      description: 'invented for tests',
      rows: 100,
      baseRate: 0.2,
      l2: 1,
      createdFrom: 'exampleModel.ts',
    },
    metrics: [],
  } satisfies LinearRiskModelFile;
  return { card, onnx };
}

export function exampleModel(): RiskModel {
  const { card } = exampleModelFile();
  return TypeScriptRiskModel.create({
    model: card,
    card: {
      id: card.id,
      version: card.version,
      hash: card.onnxSha256,
      schemaHash: card.schemaHash,
      runtime: 'typescript',
      trainedOn: card.training.description,
      trainingRows: card.training.rows,
      baseRate: card.training.baseRate,
      features: [],
      parity: undefined,
    },
  });
}
