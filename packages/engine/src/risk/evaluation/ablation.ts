import { brier, logLoss, prAuc, rocAuc } from './metrics';
import { pairedLogLoss } from './pairedLogLoss';

/** Features that are taken away together. @public */
export interface FeatureGroupColumns {
  group: string;
  /** Indices of the group's columns. */
  columns: readonly number[];
}

/** How well a model does on some rows. @public */
export interface ModelScores {
  /** Undefined with one class only. */
  rocAuc: number | undefined;
  /** Undefined without a positive. */
  prAuc: number | undefined;
  brier: number;
  logLoss: number;
}

/** @public */
export interface AblatedGroup extends FeatureGroupColumns {
  /** Without the group. */
  scores: ModelScores;
  /** Log loss without the group minus with it, nats: above 0 the group helps. */
  logLossIncrease: number;
  /** Of the increase; undefined for a single row. */
  standardError: number | undefined;
}

/** @public */
export interface Ablation {
  full: ModelScores;
  /** The group that is missed most first. */
  groups: AblatedGroup[];
}

/**
 * ROC and PR area, Brier score and log loss at once.
 *
 * @throws RangeError as `rocAuc`.
 * @public
 */
export function scoreModel(options: {
  labels: ArrayLike<number>;
  probabilities: ArrayLike<number>;
}): ModelScores {
  const { labels, probabilities } = options;
  return {
    rocAuc: rocAuc(labels, probabilities),
    prAuc: prAuc(labels, probabilities),
    brier: brier(labels, probabilities),
    logLoss: logLoss(labels, probabilities),
  };
}

/**
 * What each group of features is worth: the log loss on later rows without the group minus with all. Retraining without the group
 * says whether the others can replace it; masking its columns in the evaluated rows (`maskColumns`) says what the present
 * model loses when the signal is missing, and costs no training. The callback decides which.
 *
 * @param options - `labels`: 0 or 1 per evaluated row; `groups`: which columns go together; `probabilitiesWithout`: of the
 * evaluated rows by a model that does not see the given columns; called first with none, then once per group.
 * @throws RangeError as `rocAuc`, and whatever the callback throws.
 * @public
 */
export function ablation(options: {
  labels: ArrayLike<number>;
  groups: readonly FeatureGroupColumns[];
  probabilitiesWithout: (columns: readonly number[]) => ArrayLike<number>;
}): Ablation {
  const { labels, groups, probabilitiesWithout } = options;
  const full = probabilitiesWithout([]);
  return {
    full: scoreModel({ labels, probabilities: full }),
    groups: groups
      .map(({ group, columns }) => {
        const without = probabilitiesWithout(columns);
        const paired = pairedLogLoss({ labels, first: without, second: full });
        return {
          group,
          columns,
          scores: scoreModel({ labels, probabilities: without }),
          logLossIncrease: paired.difference,
          standardError: paired.standardError,
        };
      })
      .sort((a, b) => b.logLossIncrease - a.logLossIncrease),
  };
}
