import {
  calibrate,
  vennAbersInterval,
  type Calibrator,
  type VennAbersTable,
} from '../calibration';

/** Nine of ten completions lie inside. */
const OUTSIDE = 0.05;

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/**
 * How sure a probability is: the Venn-Abers interval of the margin (what the outcomes of comparable rows allow), widened to
 * the intervals of the 5 % and 95 % quantile of what the margin could be if the unknown signals were known. At each of these
 * margins the calibrated probability lies inside, even where the calibrator is another one than Venn-Abers.
 *
 * @param options - `completions`: margins of the row with its unknown values filled in, none where nothing is missing.
 * @throws RangeError for a margin that is not finite.
 * @public
 */
export function riskInterval(options: {
  table: VennAbersTable;
  calibrator: Calibrator;
  margin: number;
  completions: ArrayLike<number>;
}): { low: number; high: number } {
  const { table, calibrator, margin, completions } = options;
  const sorted = Float64Array.from(completions).sort();
  const margins =
    sorted.length === 0
      ? [margin]
      : [margin, quantile(sorted, OUTSIDE), quantile(sorted, 1 - OUTSIDE)];
  const bounds = margins.flatMap(one => {
    const { low, high } = vennAbersInterval(table, one);
    return [low, high, calibrate(calibrator, one).probability];
  });
  return { low: Math.min(...bounds), high: Math.max(...bounds) };
}
