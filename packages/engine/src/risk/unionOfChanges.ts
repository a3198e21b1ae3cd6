import { kindsOfFiles } from './paths';
import {
  kameiFeatures,
  type RiskFeatureName,
  type RiskFeatureValues,
} from './riskFeatures';

/** Measures of one commit as an importer stored them; an absent measure is unknown. @public */
export interface ChangeMeasures extends RiskFeatureValues {
  /** Touched paths; may be cut short, then `nf` is greater than its length. */
  files: readonly string[];
  /** Lines added + deleted per entry of `files`. */
  churn: readonly number[];
  /** Lines before the change per entry of `files`. */
  linesBefore: readonly number[];
}

const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);

function knownFeatures(values: RiskFeatureValues): RiskFeatureValues {
  const known: RiskFeatureValues = {};
  for (const { name } of kameiFeatures) {
    const value = values[name];
    if (value !== undefined && !Number.isNaN(value)) {
      known[name] = value;
    }
  }
  return known;
}

/** What the paths tell; nothing where a commit touches files but lists none. */
function kindsOf(
  changes: readonly ChangeMeasures[],
  churnByPath: ReadonlyMap<string, number>,
): RiskFeatureValues {
  const listed = changes.every(({ nf, files }) => files.length > 0 || nf === 0);
  return listed
    ? {
        ...kindsOfFiles({
          files: [...churnByPath.keys()],
          churn: [...churnByPath.values()],
        }),
      }
    : {};
}

function allKnown(
  changes: readonly ChangeMeasures[],
  name: RiskFeatureName,
): number[] | undefined {
  const values: number[] = [];
  for (const change of changes) {
    const value = change[name];
    if (value === undefined || Number.isNaN(value)) {
      return undefined;
    }
    values.push(value);
  }
  return values;
}

function maximum(
  changes: readonly ChangeMeasures[],
  name: RiskFeatureName,
): number | undefined {
  const values = allKnown(changes, name);
  return values && Math.max(...values);
}

function weightedMean(
  changes: readonly ChangeMeasures[],
  name: RiskFeatureName,
  weights: readonly number[],
): number | undefined {
  const values = allKnown(changes, name);
  if (!values) {
    return undefined;
  }
  const total = sum(weights);
  return total > 0
    ? sum(values.map((value, index) => value * weights[index])) / total
    : sum(values) / values.length;
}

function entropyOf(lines: Iterable<number>, total: number): number {
  let entropy = 0;
  for (const count of lines) {
    if (count > 0) {
      entropy -= (count / total) * Math.log2(count / total);
    }
  }
  return entropy;
}

const directoryOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
const subsystemOf = (path: string) => path.slice(0, path.indexOf('/') + 1);

/**
 * The features of everything a deployment brings: the union of its commits, **newest first**. A single commit's are its
 * own. For several:
 *
 * - `la`, `ld` are summed, `fix` is 1 if any is one;
 * - `nf`, `nd`, `ns` count over the union of the paths; `entropy` is over the lines summed per path;
 * - `lt` is the lines before the oldest commit that touches a path, summed over the paths;
 * - `ndev`, `nuc` are the greatest of any commit: lower bounds, the true union needs the whole history;
 * - `age` is the mean weighted by `nf`; `exp`, `rexp`, `sexp` are weighted by changed lines;
 * - `migration` and `infra` count over the union of the paths, `testtouch` is over the lines summed per path. They come
 *   from the paths alone, so the measures of a commit need not hold them.
 *
 * What needs more than the commits themselves (`churn90`, `ownership`, tests, dependencies …) is not part of this: it is
 * asked for once, for all paths and for the two revisions.
 *
 * Where a commit's file list was cut short, `nf`, `nd`, `ns` are at least those of that commit, and its unlisted lines
 * count as one more file in `entropy`: lower bounds too, as are `migration` and `infra`. A feature that one commit does not know is unknown of the union.
 *
 * @returns no values at all for no commits.
 * @throws RangeError when `files`, `churn` and `linesBefore` of a commit differ in length.
 * @public
 */
export function unionOfChanges(
  changes: readonly ChangeMeasures[],
): RiskFeatureValues {
  const churnByPath = new Map<string, number>();
  const linesByPath = new Map<string, number>();
  let unlistedLines = 0;
  let unlistedBefore = 0;
  for (const { files, churn, linesBefore, la, ld, nf, lt } of changes) {
    if (churn.length !== files.length || linesBefore.length !== files.length) {
      throw new RangeError(
        `A change lists ${files.length} files but ${churn.length} churn and ${linesBefore.length} line counts`,
      );
    }
    for (const [index, path] of files.entries()) {
      churnByPath.set(path, (churnByPath.get(path) ?? 0) + churn[index]);
      // From newest to oldest, so the oldest commit that touches the path is the last to write.
      linesByPath.set(path, linesBefore[index]);
    }
    if (nf !== undefined && nf > files.length) {
      unlistedLines += Math.max((la ?? 0) + (ld ?? 0) - sum(churn), 0);
      unlistedBefore = Math.max(unlistedBefore, (lt ?? 0) - sum(linesBefore));
    }
  }

  if (changes.length === 0) {
    return {};
  }
  const kinds = kindsOf(changes, churnByPath);
  if (changes.length === 1) {
    return { ...knownFeatures(changes[0]), ...kinds };
  }

  const paths = [...churnByPath.keys()];
  const atLeast = (name: RiskFeatureName, count: number) => {
    const greatest = maximum(changes, name);
    return greatest === undefined ? undefined : Math.max(greatest, count);
  };
  const lines = changes.map(({ la, ld }) => (la ?? 0) + (ld ?? 0));
  const total = (name: RiskFeatureName) => {
    const values = allKnown(changes, name);
    return values && sum(values);
  };
  const known = (name: RiskFeatureName, value: number) =>
    allKnown(changes, name) && value;

  const union = knownFeatures({
    ns: atLeast('ns', new Set(paths.map(subsystemOf)).size),
    nd: atLeast('nd', new Set(paths.map(directoryOf)).size),
    nf: atLeast('nf', paths.length),
    entropy: known(
      'entropy',
      entropyOf(
        [...churnByPath.values(), unlistedLines],
        sum([...churnByPath.values(), unlistedLines]),
      ),
    ),
    la: total('la'),
    ld: total('ld'),
    lt: known('lt', sum([...linesByPath.values()]) + unlistedBefore),
    fix: maximum(changes, 'fix'),
    ndev: maximum(changes, 'ndev'),
    age: weightedMean(
      changes,
      'age',
      changes.map(({ nf }) => nf ?? 0),
    ),
    nuc: maximum(changes, 'nuc'),
    exp: weightedMean(changes, 'exp', lines),
    rexp: weightedMean(changes, 'rexp', lines),
    sexp: weightedMean(changes, 'sexp', lines),
  });
  return { ...union, ...kinds };
}
