import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * Measures of one commit; definitions of Kamei et al. 2013, Table 1, as LApredict (ISSTA 2021) computes them.
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
  /** Touched paths, UTF-8 (bytes that are not are escaped as `\xNN`), at most 1,000. */
  files: string[];
  /** Lines added + deleted per entry of `files`. */
  churn: number[];
  /** Lines before the change per entry of `files`. */
  linesBefore: number[];
  /** Subsystems (first path segment). */
  ns: number;
  /** Directories. */
  nd: number;
  /** Files. */
  nf: number;
  /** Shannon entropy of the changed lines over the files, in bits. */
  entropy: number;
  /** Lines added. */
  la: number;
  /** Lines deleted. */
  ld: number;
  /** Lines in the touched files before the change, summed. */
  lt: number;
  /** 1 when the message says it fixes something, else 0. */
  fix: number;
  /** Developers that touched these files before. */
  ndev: number;
  /** Days since the last change of the files, mean. */
  age: number;
  /** Unique earlier changes of the files. */
  nuc: number;
  /** Changes by this author before. */
  exp: number;
  /** The same, each weighed by 1 / (years ago + 1). */
  rexp: number;
  /** Changes by this author in the touched subsystems before. */
  sexp: number;
}

/** What lies between two revisions. @public */
export interface ChangeRange {
  /** Newest first; a single commit when there is no `base`. */
  commits: ChangeFacts[];
  /** Commits in the range without facts (merges, or not imported). */
  withoutFacts: number;
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
  supports(request: { entityRef: string; repository: string }): Promise<boolean>;
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
