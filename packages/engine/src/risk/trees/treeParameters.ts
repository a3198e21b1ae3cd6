/** How trees are grown and added up. @public */
export interface TreeParameters {
  /** Boosting rounds, at most this many when training stops early. */
  rounds: number;
  /** Trees per round, each on its own sample of the same gradients; their mean is added. 1 is usual boosting. */
  treesPerRound: number;
  /** Share of each round's step that is taken, above 0 to 1. */
  learningRate: number;
  /** Most splits between the root and a leaf. */
  maxDepth: number;
  /**
   * Grows leaf-wise: always the split that gains most, until there are so many leaves. Without it every split that gains
   * is made, down to `maxDepth`.
   */
  maxLeaves?: number;
  /** Most distinct ranges of known values per feature, 2-255; unknown values have a range of their own. */
  maxBins: number;
  /** Added to the hessian of a leaf: shrinks its value towards 0. */
  l2: number;
  /** Least sum of weighted p(1 − p) on each side of a split. */
  minChildHessian: number;
  /** Fewest training rows on each side of a split. */
  minChildRows: number;
  /** Least reduction of the summed loss that a split must bring. */
  minGain: number;
  /** Share of the rows that each tree is grown on, drawn without replacement. */
  rowShare: number;
  /** Share of the features that each tree may ask about. */
  columnShare: number;
  /** Share of those that each split may ask about. */
  columnShareBySplit: number;
  /**
   * Per feature 1 where the risk may not fall as a known value rises, -1 where it may not rise, else 0. Absent: all 0.
   */
  monotone?: ArrayLike<number>;
  /** Training stops when the later rows' loss has not improved for so many rounds; then the best round counts. */
  earlyStoppingRounds?: number;
}

/** A model of some thousand rows or more; see `defaultRiskTreesSettings` for how it was chosen. @public */
export const defaultTreeParameters: TreeParameters = {
  rounds: 100,
  treesPerRound: 1,
  learningRate: 0.05,
  maxDepth: 5,
  maxBins: 255,
  l2: 1,
  minChildHessian: 1,
  minChildRows: 40,
  minGain: 0,
  rowShare: 0.8,
  columnShare: 1,
  columnShareBySplit: 0.7,
};

/**
 * A correction on top of another model, for some hundred labelled rows: few, shallow, strongly held-back trees.
 *
 * @public
 */
export const localBoostParameters: TreeParameters = {
  ...defaultTreeParameters,
  rounds: 60,
  maxDepth: 3,
  l2: 10,
  minChildRows: 20,
};

interface Bound {
  least: number;
  most: number;
  whole?: boolean;
  /** The least itself is not allowed. */
  above?: boolean;
}

const bounds: Partial<Record<keyof TreeParameters, Bound>> = {
  rounds: { least: 1, most: 100_000, whole: true },
  treesPerRound: { least: 1, most: 10_000, whole: true },
  learningRate: { least: 0, most: 1, above: true },
  maxDepth: { least: 1, most: 60, whole: true },
  maxLeaves: { least: 2, most: 65_536, whole: true },
  maxBins: { least: 2, most: 255, whole: true },
  l2: { least: 0, most: Number.MAX_VALUE },
  minChildHessian: { least: 0, most: Number.MAX_VALUE },
  minChildRows: { least: 1, most: 2 ** 31, whole: true },
  minGain: { least: 0, most: Number.MAX_VALUE },
  rowShare: { least: 0, most: 1, above: true },
  columnShare: { least: 0, most: 1, above: true },
  columnShareBySplit: { least: 0, most: 1, above: true },
  earlyStoppingRounds: { least: 1, most: 100_000, whole: true },
};

/** @throws RangeError that names the parameter and what it may be. @internal */
export function checkTreeParameters(
  parameters: TreeParameters,
  featureCount: number,
): void {
  for (const [name, bound] of Object.entries(bounds)) {
    const value = parameters[name as keyof TreeParameters];
    if (value === undefined && !(name in defaultTreeParameters)) {
      continue;
    }
    const { least, most, whole, above } = bound;
    if (
      typeof value !== 'number' ||
      !(above ? value > least : value >= least) ||
      value > most ||
      (whole && !Number.isInteger(value))
    ) {
      throw new RangeError(
        `${name} must be ${whole ? 'a whole number ' : ''}${
          above ? 'above' : 'from'
        } ${least} to ${most}, got ${String(value)}`,
      );
    }
  }
  const { monotone } = parameters;
  if (
    monotone &&
    (monotone.length !== featureCount ||
      Array.from(monotone).some(sign => ![-1, 0, 1].includes(sign)))
  ) {
    throw new RangeError(
      `monotone must be -1, 0 or 1 for each of the ${featureCount} features, got [${Array.from(
        monotone,
      ).join(', ')}]`,
    );
  }
}
