import {
  resolvePackagePath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import {
  canonicalFeatureSchema,
  kameiFeatures,
  parseLinearModelFile,
  type LinearRiskModelFile,
} from '@showcaller/engine/risk';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../database/sha256';
import type { RiskModel } from '../types';
import { OnnxRiskModel, type OnnxRuntime } from './OnnxRiskModel';
import { PARITY_ROWS, parityRows } from './parityRows';
import { TypeScriptRiskModel } from './TypeScriptRiskModel';

/** The two evaluators may differ by this much in the probability of any row: float32 against float64. */
const MAX_DIFFERENCE = 1e-5;

/** The models that come with this package. */
const SHIPPED_MODELS = resolvePackagePath(
  '@showcaller/backstage-plugin-showcaller-backend',
  'models',
);

/** Name of the model files without their ending. */
const MODEL_NAME = 'risk-prior';

const importOnnxRuntime = async (): Promise<OnnxRuntime> =>
  import('onnxruntime-node');

/**
 * Loads the model of a folder: `risk-prior.json` describes it, `risk-prior.onnx` is served.
 *
 * Throws when the files do not belong together or speak of other features: such a model must not decide anything.
 * When the native library cannot load, or answers differently than the TypeScript evaluator, the latter serves; that
 * is logged, and the model card says which one it is.
 */
export async function loadRiskModel(options: {
  /** The models of this package when absent. */
  directory?: string;
  logger: LoggerService;
  importRuntime?: () => Promise<OnnxRuntime>;
}): Promise<RiskModel> {
  const {
    directory = SHIPPED_MODELS,
    logger,
    importRuntime = importOnnxRuntime,
  } = options;
  const cardPath = join(directory, `${MODEL_NAME}.json`);
  const onnxPath = join(directory, `${MODEL_NAME}.onnx`);
  const model = await readCard(cardPath);
  const onnx = await readFile(onnxPath);
  checkHashes({ model, onnx, cardPath, onnxPath });

  const fallback = TypeScriptRiskModel.create({
    model,
    card: toCard(model, 'typescript'),
  });
  try {
    const runtime = await importRuntime();
    const served = await OnnxRiskModel.create({
      runtime,
      onnx,
      model,
      card: toCard(model, 'onnxruntime'),
    });
    const maxDifference = await compare(served, fallback);
    const parity = { rows: PARITY_ROWS, maxDifference };
    if (maxDifference <= MAX_DIFFERENCE) {
      served.card.parity = parity;
      return served;
    }
    await served.release();
    fallback.card.parity = parity;
    logger.error(
      `onnxruntime and the TypeScript evaluator differ by ${maxDifference} on ${PARITY_ROWS} rows (at most ${MAX_DIFFERENCE} is rounding); the TypeScript evaluator serves`,
    );
  } catch (error) {
    logger.warn(
      'onnxruntime-node cannot serve the risk model on this machine; the TypeScript evaluator serves',
      error instanceof Error ? error : new Error(String(error)),
    );
  }
  return fallback;
}

async function readCard(path: string): Promise<LinearRiskModelFile> {
  try {
    return parseLinearModelFile(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ForwardedError(`The risk model ${path} cannot be used`, error);
  }
}

function checkHashes(options: {
  model: LinearRiskModelFile;
  onnx: Uint8Array;
  cardPath: string;
  onnxPath: string;
}): void {
  const { model, onnx, cardPath, onnxPath } = options;
  const schemaHash = sha256(canonicalFeatureSchema(kameiFeatures));
  if (model.schemaHash !== schemaHash) {
    throw new Error(
      `The risk model ${cardPath} was trained on another feature schema (${model.schemaHash}) than this version computes (${schemaHash}). Use a model made for this version, or train one with the training script.`,
    );
  }
  const hash = sha256(onnx);
  if (model.onnxSha256 !== hash) {
    throw new Error(
      `The risk model ${onnxPath} has SHA-256 ${hash}, but ${cardPath} names ${model.onnxSha256}. The file was changed or cut short: restore both from the same release.`,
    );
  }
}

function toCard(
  model: LinearRiskModelFile,
  runtime: RiskModelCard['runtime'],
): RiskModelCard {
  return {
    id: model.id,
    version: model.version,
    hash: model.onnxSha256,
    schemaHash: model.schemaHash,
    runtime,
    trainedOn: model.training.description,
    trainingRows: model.training.rows,
    baseRate: model.training.baseRate,
    features: model.features.map(
      ({ name, label, group, unit, description }) => ({
        name,
        label,
        group,
        unit,
        description,
      }),
    ),
    parity: undefined,
  };
}

/** The greatest difference of two evaluators in probability; NaN counts as the greatest of all. */
async function compare(a: RiskModel, b: RiskModel): Promise<number> {
  const rows = parityRows();
  const left = await a.evaluate(rows);
  const right = await b.evaluate(rows);
  return left.reduce((worst, { probability }, index) => {
    const difference = Math.abs(probability - right[index].probability);
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}
