/** One stretch of history whose fixes are to be traced. Plain values: it crosses a thread boundary. @public */
export interface SzzRun {
  gitDir: string;
  /** Where to begin, exclusive; absent for the whole history. */
  base?: string;
  /** Where to end, inclusive. */
  target: string;
  /** Fixes of this stretch that were traced before. */
  skip: number;
  /** At most this many fixes. */
  limit: number;
  /** No fix is begun after this many milliseconds. */
  budgetMs: number;
  /** These commits instead of a stretch: they repair something, whatever their message says. */
  commits?: string[];
}

/** An earlier change that a fix leads back to. @public */
export interface SzzLink {
  sha: string;
  /** Lines of the fix that lead to it. */
  lines: number;
  /** `revert`: the message of the fix names it. */
  method: 'blame' | 'revert';
}

/** Why a fix was not traced. @public */
export type SzzSkip =
  | 'no changed source lines'
  | 'too many files'
  | 'too many lines'
  | 'first commit'
  | 'not readable';

/** What became of one fix. @public */
export interface TracedFix {
  sha: string;
  /** RFC 3339, committer date. */
  fixedAt: string;
  links: SzzLink[];
  skipped?: SzzSkip;
}

/** Where a run's results go, in order; each promise holds the run back until it resolves. @public */
export interface SzzSink {
  /** Fixes of the whole stretch, skipped ones included. */
  onTotal(total: number): Promise<void>;
  onTraced(fixes: TracedFix[]): Promise<void>;
}
