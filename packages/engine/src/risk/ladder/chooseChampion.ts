import { pairedLogLoss, type PairedLogLoss } from '../evaluation/pairedLogLoss';

/** @public */
export interface ChampionChoice {
  winner: 'champion' | 'challenger';
  reason:
    | 'challenger is better by more than noise'
    | 'challenger is not better by more than noise'
    | 'challenger is worse'
    | 'too few rows to tell'
    | 'one class only';
  /** `first` is the champion, `second` the challenger. */
  comparison: PairedLogLoss;
  /** The difference of log loss that the challenger had to exceed; undefined where rows are too few. */
  bar: number | undefined;
}

/**
 * Whether a challenger replaces the champion: its log loss on later rows, that neither was fitted on, must be lower by more than a
 * number of standard errors of the paired difference (the one-standard-error rule of Breiman et al. 1984, for pairs).
 * Two equal models change places once in six comparisons, which costs nothing; a worse one by two standard errors once
 * in a thousand.
 *
 * @param options - `labels`: 0 or 1 per later row; `champion`, `challenger`: calibrated probabilities per row;
 * `standardErrors`: 1 when absent; `minimumRows`: 20 when absent.
 * @throws RangeError for unequal lengths, no rows, other labels, or probabilities that are not finite.
 * @public
 */
export function chooseChampion(options: {
  labels: ArrayLike<number>;
  champion: ArrayLike<number>;
  challenger: ArrayLike<number>;
  standardErrors?: number;
  minimumRows?: number;
}): ChampionChoice {
  const { labels, standardErrors = 1, minimumRows = 20 } = options;
  const comparison = pairedLogLoss({
    labels,
    first: options.champion,
    second: options.challenger,
  });
  const keep = (reason: ChampionChoice['reason'], bar?: number) =>
    ({ winner: 'champion', reason, comparison, bar } as const);

  const { difference, standardError, n } = comparison;
  if (n < minimumRows || standardError === undefined) {
    return keep('too few rows to tell');
  }
  const positives = Array.from(labels).filter(label => label === 1).length;
  if (positives === 0 || positives === n) {
    return keep('one class only');
  }
  const bar = standardErrors * standardError;
  if (difference > bar) {
    return {
      winner: 'challenger',
      reason: 'challenger is better by more than noise',
      comparison,
      bar,
    };
  }
  return keep(
    difference < -bar
      ? 'challenger is worse'
      : 'challenger is not better by more than noise',
    bar,
  );
}
