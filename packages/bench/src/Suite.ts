/** What the command line said. */
export interface SuiteOptions {
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** Seed of suites that simulate. */
  seed: number;
  /** Runs of suites that simulate; the suite's own default when absent. */
  runs?: number;
  /** Says something to the person who waits; never goes to standard output. */
  progress: (text: string) => void;
}

/** A figure as it is printed: the first row of a table names its columns. */
export type Table = Array<Array<string | number | undefined>>;

export interface SuiteResult {
  /** Printed for people. */
  tables: Array<{ title: string; rows: Table }>;
  /** The last line; keys as in the contract of the suite. What could not be measured is null. */
  json: Record<string, unknown>;
}

/** A benchmark. One file per suite in `suites/`. */
export interface Suite {
  name: string;
  /** One line for `--help`. */
  description: string;
  /** Data folder relative to the repository when `--data` is absent. */
  defaultData: string;
  run(options: SuiteOptions): Promise<SuiteResult>;
}

/** Thrown by a suite that found no data at all; says where it looked. */
export class NoDataError extends Error {
  override name = 'NoDataError';
}
