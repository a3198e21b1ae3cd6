/** What became of one test within one document. */
export interface TestCase {
  /** Stands for class and name: 32 hex digits. */
  test: string;
  /** Class and name, cut to 300 characters. */
  title: string;
  /** Executions that passed and that failed; neither when it was skipped. */
  passes: number;
  failures: number;
  /** Whether it counts as passed: the last execution did. */
  passed: boolean;
}

/** A test report, each test once. */
export interface TestReport {
  kind: 'junit';
  cases: TestCase[];
  passed: number;
  failed: number;
  skipped: number;
  /** Tests that failed first and passed on a retry; they count as passed. */
  retried: number;
}

export interface Measurement {
  name: string;
  value: number;
  unit: string;
  higherIsBetter: boolean;
}

export interface BenchmarkReport {
  kind: 'benchmark';
  measurements: Measurement[];
}

export interface BillOfMaterials {
  kind: 'sbom';
  /** Versions by package, such as `npm:react`. */
  packages: Array<[name: string, versions: string[]]>;
  /** Components that a vulnerability affects; undefined when nobody looked for any. */
  vulnerable?: number;
}

export type EvidenceContent = TestReport | BenchmarkReport | BillOfMaterials;
