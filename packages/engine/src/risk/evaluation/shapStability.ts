import { rankCorrelation } from './rankCorrelation';

/** How alike two models explain the same rows. @public */
export interface ShapStability {
  rows: number;
  /** Mean share of each row's top features that is in the top of both, 0-1. */
  topOverlap: number;
  /** Share of the top features of either model whose sign the other agrees with, 0-1. */
  signAgreement: number;
  /** Mean over rows of the rank correlation of |contribution|; undefined where no row's contributions vary. */
  localSpearman: number | undefined;
  /** Rank correlation of the features' mean |contribution|; undefined where they do not vary. */
  globalSpearman: number | undefined;
}

/** Indices of the largest |contributions|; of equal ones the first. */
function topOf(contributions: Float64Array, top: number): number[] {
  return Array.from(contributions, (_, index) => index)
    .sort((a, b) => Math.abs(contributions[b]) - Math.abs(contributions[a]))
    .slice(0, top);
}

/**
 * Whether an explanation survives retraining: two models' contributions (SHAP values in log-odds) to the same rows. Features
 * that say the same take turns in the top, so contributions are best added up by group before they are compared.
 *
 * @param options - `before`, `after`: row-major, rows × `width`; `top`: how many features count as the reasons of a row, 3
 * when absent.
 * @throws RangeError for shapes that do not fit, no rows, or contributions that are not finite.
 * @public
 */
export function shapStability(options: {
  before: ArrayLike<number>;
  after: ArrayLike<number>;
  width: number;
  top?: number;
}): ShapStability {
  const { width } = options;
  const before = Float64Array.from(options.before);
  const after = Float64Array.from(options.after);
  const rows = before.length / width;
  if (!(rows >= 1) || rows % 1 !== 0 || after.length !== before.length) {
    throw new RangeError(
      `${before.length} and ${after.length} contributions are not the same rows of ${width}`,
    );
  }
  if (!before.every(Number.isFinite) || !after.every(Number.isFinite)) {
    throw new RangeError('Every contribution must be a finite number');
  }
  const top = Math.min(options.top ?? 3, width);
  const mean = {
    before: new Float64Array(width),
    after: new Float64Array(width),
  };
  let [shared, agreed, local, ranked] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const a = before.subarray(row * width, (row + 1) * width);
    const b = after.subarray(row * width, (row + 1) * width);
    const [topA, topB] = [topOf(a, top), topOf(b, top)];
    shared += topA.filter(feature => topB.includes(feature)).length;
    agreed += [...topA, ...topB].filter(
      feature => Math.sign(a[feature]) === Math.sign(b[feature]),
    ).length;
    const correlation = rankCorrelation(a.map(Math.abs), b.map(Math.abs));
    if (correlation !== undefined) {
      local += correlation;
      ranked += 1;
    }
    for (let feature = 0; feature < width; feature++) {
      mean.before[feature] += Math.abs(a[feature]) / rows;
      mean.after[feature] += Math.abs(b[feature]) / rows;
    }
  }
  return {
    rows,
    topOverlap: shared / (rows * top),
    signAgreement: agreed / (2 * rows * top),
    localSpearman: ranked > 0 ? local / ranked : undefined,
    globalSpearman: rankCorrelation(mean.before, mean.after),
  };
}
