import {
  resolvePackagePath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RiskModel } from '../types';
import { loadTreeModel } from './loadTreeModel';
import type { OnnxRuntime } from './OnnxEvaluator';

/** The models that come with this package. */
const SHIPPED_MODELS = resolvePackagePath(
  '@showcaller/backstage-plugin-showcaller-backend',
  'models',
);

/** Name of the model files without their ending. */
const MODEL_NAME = 'risk-prior';

/** Loads the model of a folder, `risk-prior.json` and `risk-prior.onnx`; throws as {@link loadTreeModel} does. @public */
export async function loadRiskModel(options: {
  /** The models of this package when absent. */
  directory?: string;
  logger: LoggerService;
  importRuntime?: () => Promise<OnnxRuntime>;
}): Promise<RiskModel> {
  const { directory = SHIPPED_MODELS, ...rest } = options;
  const names = {
    file: join(directory, `${MODEL_NAME}.json`),
    onnx: join(directory, `${MODEL_NAME}.onnx`),
  };
  return loadTreeModel({
    file: await readFile(names.file, 'utf8'),
    onnx: await readFile(names.onnx),
    names,
    ...rest,
  });
}
