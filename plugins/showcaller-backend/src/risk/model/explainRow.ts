import {
  explainLinear,
  probabilityInterval,
  riskFeatures,
  type LinearModel,
} from '@showcaller/engine/risk';
import type { RiskExplanation } from '../types';
import { modelRows } from './modelRows';

/** Exact contributions of a linear model, in the order of the schema; undefined for what is unknown or not in it. */
export function explainRow(
  model: LinearModel,
  row: Float32Array,
): RiskExplanation {
  const own = modelRows(row, model.features);
  const { base, contributions } = explainLinear(model, own);
  const byName = new Map<string, (typeof contributions)[number]>(
    contributions.map(share => [share.name, share]),
  );
  const shares = riskFeatures.map(({ name }) => byName.get(name));
  return {
    baseMargin: base,
    contributions: shares.map(share => share?.contribution),
    effects: shares.map(share => share?.effect),
    interval: probabilityInterval(model, own),
  };
}
