import type { RiskModelFile } from '@showcaller/engine/risk';
import { calibratedRow } from './calibratedRow';
import type { MarginEvaluator } from './MarginEvaluator';

/** Two machines may round an exponential differently. */
export const EXACT = 1e-9;
/** float32 sums against float64 ones. */
export const ROUNDING = 1e-5;

/**
 * The greatest difference of an evaluator from what the model's file says that the model answers to its rows: of margins,
 * relative where they are above 1, and of probabilities. NaN counts as the greatest of all.
 */
export async function differenceFromFile(
  evaluator: MarginEvaluator,
  file: RiskModelFile,
): Promise<number> {
  const { parity, calibrator } = file;
  const { margins, probabilities } = await evaluator.evaluate(parity.rows);
  // The graph holds Platt's map, or none; its own probability is then checked too.
  const inGraph = ['none', 'platt'].includes(calibrator.kind);
  let worst = 0;
  for (const [row, expected] of parity.margins.entries()) {
    const answer = calibratedRow(file, {
      margin: margins[row],
      probability: probabilities?.[row],
    });
    const differences = [
      (answer.margin - expected) / Math.max(1, Math.abs(expected)),
      answer.probability - parity.probabilities[row],
      inGraph && probabilities
        ? probabilities[row] - parity.probabilities[row]
        : 0,
    ].map(Math.abs);
    worst = differences.reduce(
      (most, difference) =>
        Number.isNaN(difference) ? Infinity : Math.max(most, difference),
      worst,
    );
  }
  return worst;
}
