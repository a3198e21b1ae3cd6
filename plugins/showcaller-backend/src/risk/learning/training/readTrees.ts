import { parseRiskModelFile, treesOverSchema } from '@showcaller/engine/risk';
import { sha256 } from '../../../database/sha256';
import type { PriorModel } from './recipes';

/**
 * The trees of a model file over the whole feature schema, so that they can be evaluated and built upon beside any other
 * model's.
 *
 * @returns undefined for a registered model, which has no trees
 * @throws TypeError when the file is no model file, or was changed
 */
export function readTrees(text: string): PriorModel | undefined {
  const file = parseRiskModelFile(text, sha256);
  const trees = treesOverSchema(file);
  return trees && { trees, calibrator: file.calibrator };
}
