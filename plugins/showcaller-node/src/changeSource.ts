import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * Measures of one commit. The names are those of Kamei et al. 2013, Table 1; the definitions are the ones the
 * training data (LApredict, ISSTA 2021) was computed with, which differ from the paper in `lt`, `nuc`, `exp`,
 * `rexp` and `sexp`. An importer must compute these, or the model sees numbers of another scale.
 * A measure that could not be computed is absent.
 *
 * @public
 */
export interface ChangeFacts {
  repository: string;
  sha: string;
  /** RFC 3339, committer date. */
  committedAt: string;
  title?: string;
  /** Salted hash of the author's address. */
  authorHash: string;
  /**
   * The files that `nf` counts: paths in UTF-8 (bytes that are not are escaped as `\xNN`), at most 1,000, those with the
   * most changed lines.
   */
  files: string[];
  /** Lines added + deleted per entry of `files`. */
  churn: number[];
  /** Lines before the change per entry of `files`. */
  linesBefore: number[];
  /** Distinct first path segments; files in the top folder count as one more (`root`). */
  ns: number;
  /** Distinct directories; the top folder counts as one. */
  nd: number;
  /** Touched text files (binary files and renames without a changed line left out). */
  nf: number;
  /** Shannon entropy of the changed lines (added + deleted) over the files, in bits, not normalised. */
  entropy: number;
  /** Lines added. */
  la: number;
  /** Lines deleted. */
  ld: number;
  /** Lines in the touched files before the change, summed. */
  lt: number;
  /** 1 when the message says it fixes something (fix, bug, defect, fault, regression, patch), else 0. */
  fix: number;
  /** Distinct authors of the touched files so far, this change's own included: at least 1, or 0 when `nf` is 0. */
  ndev: number;
  /** Days since the last earlier change of each file (0 for a new one, never negative), mean over the files. */
  age: number;
  /** Changes to the touched files so far, this one included, summed over the files: at least `nf`. Not unique across files. */
  nuc: number;
  /** File touches (a commit of three files counts three) by this author so far, this change's own included: at least `nf`. */
  exp: number;
  /** The same, each touch weighed by 1 / (days ago + 1): days, not years; this change's own weigh 1 each. */
  rexp: number;
  /** Distinct files this author has touched so far in the subsystems of this change, this change's own included. */
  sexp: number;
}

/** What lies between two revisions. @public */
export interface ChangeRange {
  /** Newest first; a single commit when there is no `base`. */
  commits: ChangeFacts[];
  /** Commits in the range without facts (merges, or not imported). */
  withoutFacts: number;
  /** What a reader should know: an unknown base, a step back, a range that was cut. */
  note?: string;
}

/** @public */
export interface ChangeRangeRequest {
  entityRef: string;
  repository: string;
  /** Previously deployed revision, exclusive. Absent for a first deployment. */
  base?: string;
  head: string;
  signal?: AbortSignal;
}

/**
 * Reads what a change did: lines, files, history. Webhooks do not carry it.
 * The first source that {@link ChangeSource.supports} is asked.
 *
 * @public
 */
export interface ChangeSource {
  id: string;
  supports(request: {
    entityRef: string;
    repository: string;
  }): Promise<boolean>;
  /** Undefined when the revision is not known to this source. Throws when the source is out of order. */
  getRange(request: ChangeRangeRequest): Promise<ChangeRange | undefined>;
}

/** @public */
export interface ShowcallerChangeSourcesExtensionPoint {
  addChangeSource(source: ChangeSource): void;
}

/** Adds readers of change facts. @public */
export const showcallerChangeSourcesExtensionPoint =
  createExtensionPoint<ShowcallerChangeSourcesExtensionPoint>({
    id: 'showcaller.change-sources',
  });
