import { checkLabelledScores } from '../labelledScores';
import { wilsonInterval, type Rate } from '../wilsonInterval';

/** @public */
export interface ReliabilityBin {
  /** Lowest probability that belongs to the bin. */
  from: number;
  /** Highest probability that belongs to the bin. */
  to: number;
  /** Mean of the probabilities in the bin. */
  meanProbability: number;
  /** What came of them: positives of rows, with the 95 % Wilson interval. */
  observed: Rate;
}

/**
 * The reliability curve: what was promised against what came of it, per bin. Bins hold about equally many rows
 * (`binning: 'count'`: each point is equally sure), or are equally wide (`'width'`: comparable between models, empty ones
 * left out). Rows of the same probability are never parted.
 *
 * @param options - `labels`: 0 or 1 per row; `probabilities`: 0-1; `bins`: 10 when absent; `binning`: 'count' when absent.
 * @returns at most `bins` bins, rising; 'count' gives fewer bins rather than bins of less than 10 rows.
 * @throws RangeError as `rocAuc`, for probabilities outside 0-1 and for less than one bin.
 * @public
 */
export function reliabilityCurve(options: {
  labels: ArrayLike<number>;
  probabilities: ArrayLike<number>;
  bins?: number;
  binning?: 'count' | 'width';
}): ReliabilityBin[] {
  const { labels, probabilities, bins = 10, binning = 'count' } = options;
  checkLabelledScores(labels, probabilities);
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`At least one bin is needed, got ${bins}`);
  }
  const order = Array.from(probabilities, (_, row) => row).sort(
    (a, b) => probabilities[a] - probabilities[b],
  );
  const n = order.length;
  const [lowest, highest] = [
    probabilities[order[0]],
    probabilities[order[n - 1]],
  ];
  if (lowest < 0 || highest > 1) {
    throw new RangeError(
      `Probabilities must be 0 to 1, got ${lowest} to ${highest}`,
    );
  }
  const used =
    binning === 'count'
      ? Math.max(1, Math.min(bins, Math.floor(n / 10)))
      : bins;
  const binOf = (rank: number) =>
    Math.min(
      binning === 'count'
        ? Math.floor((rank * used) / n)
        : Math.floor(probabilities[order[rank]] * used),
      used - 1,
    );

  const curve: ReliabilityBin[] = [];
  let start = 0;
  for (let rank = 1; rank <= n; rank++) {
    const ends =
      rank === n ||
      (binOf(rank) !== binOf(start) &&
        probabilities[order[rank]] !== probabilities[order[rank - 1]]);
    if (!ends) {
      continue;
    }
    const members = order.slice(start, rank);
    const observed = wilsonInterval({
      count: members.reduce((sum, row) => sum + labels[row], 0),
      n: members.length,
    });
    if (observed) {
      curve.push({
        from: probabilities[members[0]],
        to: probabilities[members[members.length - 1]],
        meanProbability:
          members.reduce((sum, row) => sum + probabilities[row], 0) /
          members.length,
        observed,
      });
    }
    start = rank;
  }
  return curve;
}
