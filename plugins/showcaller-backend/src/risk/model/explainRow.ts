import {
  explainLinear,
  probabilityInterval,
  type LinearModel,
} from '@showcaller/engine/risk';
import type { RiskExplanation } from '../types';

/** Exact contributions of a linear model, in the order of its features; undefined for an unknown one. */
export function explainRow(
  model: LinearModel,
  row: Float32Array,
): RiskExplanation {
  const { base, contributions } = explainLinear(model, row);
  const byName = new Map(contributions.map(share => [share.name, share]));
  const shares = model.features.map(({ name }) => byName.get(name));
  return {
    baseMargin: base,
    contributions: shares.map(share => share?.contribution),
    effects: shares.map(share => share?.effect),
    interval: probabilityInterval(model, row),
  };
}
