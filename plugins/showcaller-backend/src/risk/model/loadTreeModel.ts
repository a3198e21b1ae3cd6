import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import {
  parseRiskModelFile,
  type RiskModelFile,
} from '@showcaller/engine/risk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sha256 } from '../../database/sha256';
import type { RiskModel } from '../types';
import { differenceFromFile, EXACT, ROUNDING } from './checkParity';
import { LoadedRiskModel } from './LoadedRiskModel';
import { modelCard } from './modelCard';
import { OnnxEvaluator, type OnnxRuntime } from './OnnxEvaluator';
import { TreeEvaluator } from './TreeEvaluator';

const importOnnxRuntime = async (): Promise<OnnxRuntime> =>
  import('onnxruntime-node');

/** The two files of a model, and how messages call them. @public */
export interface ModelSource {
  /** The model file as JSON text. */
  file: string;
  onnx: Uint8Array;
  names?: { file: string; onnx: string };
}

/**
 * Makes a model of its two files.
 *
 * Throws when they do not belong together, speak of features by another definition, or answer differently than the file
 * says: such a model must not decide anything. When the native library cannot load, or answers differently than the
 * TypeScript evaluator, the latter serves; that is logged, and the model card says which one it is. A foreign model, which
 * has no trees, is served by onnxruntime or not at all.
 *
 * @public
 */
export async function loadTreeModel(
  options: ModelSource & {
    logger: LoggerService;
    importRuntime?: () => Promise<OnnxRuntime>;
  },
): Promise<RiskModel> {
  const { onnx, logger, importRuntime = importOnnxRuntime } = options;
  const names = options.names ?? { file: 'file', onnx: 'ONNX file' };
  const file = readFile(options.file, names.file);
  checkOnnx({ file, onnx, names });
  const files = { file, text: options.file, onnx };
  const rows = file.parity.margins.length;
  // Each step takes some ten milliseconds for a large model; other work gets a turn between them.
  await nextTurn();
  const trees = file.trees && TreeEvaluator.create(file.trees);
  if (trees) {
    const difference = await differenceFromFile(trees, file);
    if (!(difference <= EXACT)) {
      throw new Error(
        `The risk model ${names.file} answers differently than when it was written: by up to ${difference} on its ${rows} rows. It is not served; restore it, or train a new one.`,
      );
    }
  }
  await nextTurn();
  const native = await tryNative({ file, onnx, importRuntime });
  if (native.evaluator) {
    const { evaluator, maxDifference } = native;
    const parity = { rows, maxDifference };
    return LoadedRiskModel.create({
      card: modelCard(file, { runtime: 'onnxruntime', parity }),
      files,
      evaluator,
    });
  }
  const { error, maxDifference } = native;
  if (!trees) {
    throw new ForwardedError(
      `The risk model ${names.onnx} has no trees that TypeScript could evaluate, and onnxruntime does not serve it`,
      error,
    );
  }
  const log = maxDifference === undefined ? 'warn' : 'error';
  logger[log](
    `onnxruntime does not serve the risk model ${names.onnx}; the TypeScript evaluator serves it`,
    error,
  );
  return LoadedRiskModel.create({
    card: modelCard(file, {
      runtime: 'typescript',
      parity: maxDifference === undefined ? undefined : { rows, maxDifference },
    }),
    files,
    evaluator: trees,
  });
}

type Native =
  | { evaluator: OnnxEvaluator; maxDifference: number }
  | { evaluator?: undefined; error: Error; maxDifference?: number };

/** The native evaluator where it loads and agrees with the file. */
async function tryNative(options: {
  file: RiskModelFile;
  onnx: Uint8Array;
  importRuntime: () => Promise<OnnxRuntime>;
}): Promise<Native> {
  const { file, onnx, importRuntime } = options;
  try {
    const evaluator = await OnnxEvaluator.create({
      runtime: await importRuntime(),
      onnx,
      width: file.features.length,
    });
    const maxDifference = await differenceFromFile(evaluator, file).catch(
      async error => {
        await evaluator.release();
        throw error;
      },
    );
    if (maxDifference <= ROUNDING) {
      return { evaluator, maxDifference };
    }
    await evaluator.release();
    const error = new Error(
      `Its answers differ by up to ${maxDifference} from those that the model file states; at most ${ROUNDING} is rounding`,
    );
    return { error, maxDifference };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function readFile(text: string, name: string): RiskModelFile {
  try {
    return parseRiskModelFile(text, sha256);
  } catch (error) {
    throw new ForwardedError(`The risk model ${name} cannot be used`, error);
  }
}

function checkOnnx(options: {
  file: RiskModelFile;
  onnx: Uint8Array;
  names: { file: string; onnx: string };
}): void {
  const { file, onnx, names } = options;
  const hash = sha256(onnx);
  if (file.onnxSha256 !== hash) {
    throw new Error(
      `The risk model ${names.onnx} has SHA-256 ${hash}, but ${names.file} names ${file.onnxSha256}. The file was changed or cut short: restore both from the same release.`,
    );
  }
}
