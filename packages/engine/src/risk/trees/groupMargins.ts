import { fitIntercept } from './fitIntercept';
import type { TreeTrainingSet } from './trainingRows';

/** Base margins with each group's own intercept, and what stands for it where the group is unknown. @internal */
export interface GroupMargins {
  baseMargin: Float64Array;
  /** Mean of the intercepts, weighted as the rows are. */
  intercept: number;
}

/**
 * Gives every group of rows (0, 1, …) the intercept that fits it best on top of its base margins, so that a difference
 * of base rates between groups is not mistaken for the effect of a feature.
 *
 * @throws RangeError for another number of groups than rows, or for a group with one class only.
 * @internal
 */
export function groupMargins(
  set: TreeTrainingSet,
  groups: ArrayLike<number>,
): GroupMargins {
  const { labels, weights, baseMargin } = set;
  if (groups.length !== labels.length) {
    throw new RangeError(
      `${labels.length} labels need as many groups, got ${groups.length}`,
    );
  }
  const members = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = members.get(groups[row]) ?? [];
    members.set(groups[row], rows);
    rows.push(row);
  }
  const margins = new Float64Array(labels.length);
  let [sum, total] = [0, 0];
  for (const [group, rows] of members) {
    const own = Uint8Array.from(rows, row => labels[row]);
    if (!own.includes(0) || !own.includes(1)) {
      throw new RangeError(
        `Both classes are needed to learn: all ${own.length} rows of group ${group} are ${own[0]}`,
      );
    }
    const ownWeights = Float64Array.from(rows, row => weights?.[row] ?? 1);
    const intercept = fitIntercept({
      labels: own,
      weights: ownWeights,
      baseMargin: baseMargin && Float64Array.from(rows, row => baseMargin[row]),
    });
    for (const [i, row] of rows.entries()) {
      margins[row] = intercept + (baseMargin?.[row] ?? 0);
      sum += ownWeights[i] * intercept;
      total += ownWeights[i];
    }
  }
  return { baseMargin: margins, intercept: sum / total };
}
