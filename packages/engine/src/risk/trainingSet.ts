import type { RiskFeature } from './riskFeatures';

/** @public */
export interface LogisticTrainingSet {
  /** Raw feature values, row-major; NaN is unknown. */
  rows: Float64Array;
  /** 0 or 1 per row. */
  labels: ArrayLike<number>;
  features: readonly RiskFeature[];
  /** Positive weight per row; all equal when absent. They are scaled to a mean of 1. */
  weights?: ArrayLike<number>;
  /**
   * Which group (0, 1, …) each row belongs to, e.g. its project. Every group gets an intercept of its own, so that a
   * difference of base rates between groups is not mistaken for the effect of a feature. One group when absent.
   */
  groups?: ArrayLike<number>;
}

/** What is known of a training set after it was checked. @internal */
export interface CheckedTrainingSet {
  /** Mean 1. */
  weights: Float64Array;
  groups: ArrayLike<number>;
  /** Share of the weight per group. */
  groupShares: number[];
}

/** @throws RangeError that says what does not fit. @internal */
export function checkTrainingSet(set: LogisticTrainingSet): CheckedTrainingSet {
  const { rows, labels, features } = set;
  const count = labels.length;
  if (features.length === 0 || rows.length !== count * features.length) {
    throw new RangeError(
      `${count} labels of ${features.length} features need ${
        count * features.length
      } values, got ${rows.length}`,
    );
  }
  const weights = set.weights ?? new Float64Array(count).fill(1);
  const groups = set.groups ?? new Uint8Array(count);
  if (weights.length !== count || groups.length !== count) {
    throw new RangeError(
      `${count} labels but ${weights.length} weights and ${groups.length} groups`,
    );
  }

  const seen: Array<{ rows: number; positives: number; weight: number }> = [];
  let total = 0;
  for (let row = 0; row < count; row++) {
    const [label, weight, group] = [labels[row], weights[row], groups[row]];
    if (label !== 0 && label !== 1) {
      throw new RangeError(
        `The label of row ${row} must be 0 or 1, got ${label}`,
      );
    }
    if (!(weight > 0) || weight === Infinity) {
      throw new RangeError(
        `The weight of row ${row} must be positive and finite, got ${weight}`,
      );
    }
    if (!Number.isInteger(group) || group < 0 || group > count) {
      throw new RangeError(
        `The group of row ${row} must be 0, 1, …, got ${group}`,
      );
    }
    while (seen.length <= group) {
      seen.push({ rows: 0, positives: 0, weight: 0 });
    }
    seen[group].rows += 1;
    seen[group].positives += label;
    seen[group].weight += weight;
    total += weight;
  }
  for (const [group, { rows: members, positives }] of seen.entries()) {
    if (positives === 0 || positives === members) {
      throw new RangeError(
        `Both classes are needed to learn: ${positives} of ${members} rows of group ${group} are positive`,
      );
    }
  }
  if (seen.length === 0) {
    throw new RangeError('There are no rows to learn from');
  }
  return {
    weights: Float64Array.from(weights, weight => (weight * count) / total),
    groups,
    groupShares: seen.map(({ weight }) => weight / total),
  };
}
