import { shapStability } from '@showcaller/engine/risk';
import { sumByGroup } from './groupOfColumn';

/** How alike two retrained models explain the same rows, mean over all pairs. */
export interface Stability {
  top3Overlap: number;
  top3SignAgreement: number;
  localSpearman: number;
  globalSpearman: number;
  /** The same of contributions summed per group. */
  groupedTop1: number;
  groupedTop2: number;
  groupedTop3: number;
  groupedTop3Sign: number;
  groups: number;
}

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Compares every two of some models by their contributions to the same rows. */
export function compareExplained(
  explained: readonly Float64Array[],
  columns: readonly string[],
): Stability {
  const grouped = explained.map(shares => sumByGroup(shares, columns));
  const [{ width: groups }] = grouped;
  const pairs = explained.flatMap((_, one) =>
    explained.slice(one + 1).map((__, later) => [one, one + 1 + later]),
  );
  const byFeature = pairs.map(([one, other]) =>
    shapStability({
      before: explained[one],
      after: explained[other],
      width: columns.length,
      top: Math.min(3, columns.length),
    }),
  );
  const byGroup = (top: number) =>
    pairs.map(([one, other]) =>
      shapStability({
        before: grouped[one].sums,
        after: grouped[other].sums,
        width: groups,
        top: Math.min(top, groups),
      }),
    );
  const overlapOf = (top: number) =>
    mean(byGroup(top).map(pair => pair.topOverlap));
  return {
    top3Overlap: mean(byFeature.map(pair => pair.topOverlap)),
    top3SignAgreement: mean(byFeature.map(pair => pair.signAgreement)),
    localSpearman: mean(byFeature.map(pair => pair.localSpearman ?? NaN)),
    globalSpearman: mean(byFeature.map(pair => pair.globalSpearman ?? NaN)),
    groupedTop1: overlapOf(1),
    groupedTop2: overlapOf(2),
    groupedTop3: overlapOf(3),
    groupedTop3Sign: mean(byGroup(3).map(pair => pair.signAgreement)),
    groups,
  };
}
