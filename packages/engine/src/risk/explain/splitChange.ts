import type { RiskFeatureValues } from '../riskFeatures';

/** Sums over the touched files, and counts among them. */
const WITH_FILES = ['lt', 'nuc', 'churn90'] as const;
const OF_FILES = ['migration', 'infra'] as const;

/**
 * A part of a change that holds a share of its lines: what belongs together shrinks together, as if the files had been
 * split evenly. Files, and what is summed over them, shrink alike; directories and subsystems are at most as many as
 * files; entropy keeps its ratio to the greatest that so many files can have. What is not of size stays. Unknown stays unknown.
 *
 * @param share - above 0, at most 1.
 * @internal
 */
export function splitChange(
  values: RiskFeatureValues,
  share: number,
): RiskFeatureValues {
  const part = { ...values };
  const { nf = NaN, nd = NaN, ns = NaN, la = NaN, ld = NaN } = values;
  const { entropy = NaN } = values;
  part.la = Math.floor(la * share);
  part.ld = Math.floor(ld * share);
  const files = Math.min(nf, Math.max(1, Math.round(nf * share)));
  part.nf = files;
  if (Number.isNaN(files)) {
    return part;
  }
  const ofFiles = files / nf;
  for (const name of WITH_FILES) {
    part[name] = (values[name] ?? NaN) * ofFiles;
  }
  for (const name of OF_FILES) {
    part[name] = Math.min(values[name] ?? NaN, files);
  }
  part.nd = Math.min(nd, files);
  part.ns = Math.min(ns, part.nd, files);
  part.entropy =
    nf > 1 ? (entropy * Math.log2(files)) / Math.log2(nf) : entropy;
  return part;
}
