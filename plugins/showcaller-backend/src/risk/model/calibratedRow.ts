import { calibrate, type RiskModelFile } from '@showcaller/engine/risk';
import type { RiskEvaluation } from '../types';

/** A float32 probability of a graph is told apart from 0 and 1 no nearer than this. */
const LEAST_PROBABILITY = 1e-7;

/**
 * The margin of a row, calibrated by the model's own table. A foreign model without a table is taken at its word: its
 * graph's probability counts.
 */
export function calibratedRow(
  { trees, calibrator }: Pick<RiskModelFile, 'trees' | 'calibrator'>,
  answer: { margin: number; probability: number | undefined },
): RiskEvaluation {
  const { margin, probability } = answer;
  if (trees || calibrator.kind !== 'none' || probability === undefined) {
    return { margin, ...calibrate(calibrator, margin) };
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(
      `The model gave ${probability} as a probability, which is from 0 to 1.`,
    );
  }
  const inside = Math.min(
    Math.max(probability, LEAST_PROBABILITY),
    1 - LEAST_PROBABILITY,
  );
  return {
    margin,
    probability,
    logOdds: Math.log(inside) - Math.log1p(-inside),
  };
}
