import { normalQuantile } from '../normalQuantile';
import { countBins, type BinnedDistribution } from './binnedDistribution';

/** @public */
export interface PopulationStability {
  /** Population stability index; 0 is the same distribution. */
  psi: number;
  /** What it stays below in 999 of 1,000 comparisons of so few rows without any drift. */
  noise: number;
}

/** Added to every bin on both sides, so that an empty bin has a finite index. */
const PSEUDO_COUNT = 0.5;

/** Upper quantile of chi-squared (Wilson and Hilferty 1931). */
function chiSquaredQuantile(degrees: number, share: number): number {
  const spread = 2 / (9 * degrees);
  return (
    degrees * (1 - spread + normalQuantile(share) * Math.sqrt(spread)) ** 3
  );
}

/**
 * The population stability index `Σ (qᵢ − pᵢ) · ln(qᵢ / pᵢ)` over fixed bins (Siddiqi 2006), unknown values being a bin. Without
 * drift it is about `(1/n + 1/m) · χ²` with bins − 1 degrees of freedom (Yurdakul and Naranjo 2020), which is where `noise`
 * is from: with 100 rows an index of 0.25 can be chance, with 10,000 one of 0.02 cannot, and still is small.
 *
 * @param options - `reference`: the training distribution; `referenceRows`: rows it was made of; `values`: now, NaN =
 * unknown.
 * @returns undefined without values.
 * @internal
 */
export function populationStability(options: {
  reference: BinnedDistribution;
  referenceRows: number;
  values: Float64Array;
}): PopulationStability | undefined {
  const { reference, referenceRows, values } = options;
  if (values.length === 0) {
    return undefined;
  }
  const counts = countBins(reference.edges, values);
  const added = PSEUDO_COUNT * counts.length;
  let psi = 0;
  for (const [bin, count] of counts.entries()) {
    const then =
      (reference.shares[bin] * referenceRows + PSEUDO_COUNT) /
      (referenceRows + added);
    const now = (count + PSEUDO_COUNT) / (values.length + added);
    psi += (now - then) * Math.log(now / then);
  }
  return {
    psi,
    noise:
      (1 / referenceRows + 1 / values.length) *
      chiSquaredQuantile(counts.length - 1, 0.999),
  };
}
