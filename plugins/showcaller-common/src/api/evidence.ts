/**
 * What a pipeline may upload about a revision. `junit` is JUnit XML; `benchmark` is our JSON (see
 * {@link BenchmarkUpload}), Google Benchmark's, hyperfine's or the list that github-action-benchmark takes; `sbom` is
 * CycloneDX or SPDX JSON; `coverage` is Cobertura XML, JaCoCo XML, LCOV or Istanbul's JSON summary; `sarif` is SARIF 2.1.0;
 * `attestation` is a Sigstore bundle, plain or with an in-toto statement in it.
 *
 * @public
 */
export type EvidenceKind =
  | 'junit'
  | 'benchmark'
  | 'sbom'
  | 'coverage'
  | 'sarif'
  | 'attestation';

/**
 * Query of `POST evidence/:kind`; the body is the document itself, at most 32 MiB (benchmarks 2 MiB). Needs
 * `showcaller.evidence.write`, or a user who owns a component of the repository. Answers 201 with an
 * {@link EvidenceReceipt}, 200 for a document that is known already, and 400 with line and reason for one that cannot be
 * read; that one is stored too.
 *
 * @public
 */
export interface EvidenceTarget {
  /** `owner/repo` */
  repository: string;
  /** Full id of the commit that was tested. */
  sha: string;
  /** Distinguishes several documents of one revision: `unit`, `e2e`; `default` when absent. */
  name?: string;
  /** Attempt of the pipeline run, from 1. */
  attempt?: number;
  /** Digest (`sha256:…`) of the artifact that the document is about: an attestation's, or an SBOM's. */
  artifact?: string;
}

/** Own benchmark format: lower is better unless `higherIsBetter` or the unit is a rate (`ops/s`). @public */
export interface BenchmarkUpload {
  benchmarks: Array<{
    name: string;
    value: number;
    unit: string;
    higherIsBetter?: boolean;
  }>;
}

/** Answer of an accepted document. @public */
export interface EvidenceReceipt {
  id: string;
  kind: EvidenceKind;
  /** What was read, in words: `412 tests, 2 failed, 1 passed on a retry`. */
  summary: string;
  duplicate: boolean;
}

/** A test that failed on a revision on which it also passed. @public */
export interface FlakyTest {
  /** Class and name. */
  title: string;
  /** Name of the reports it is in. */
  suite: string;
  /** Probability (0-1) that it is flaky. */
  probability: number;
  /** Times it failed on a revision on which it also passed. */
  flakyFailures: number;
  passes: number;
  lastFailedAt: string;
}

/** Answer of `GET evidence/entities/:kind/:namespace/:name/tests`: tests of the component's repository in 90 days. @public */
export interface EntityTests {
  /** Absent when the component names no repository. */
  repository?: string;
  /** Test reports in that time; 0: nothing was uploaded. */
  reports: number;
  /** Tests of the newest revision that are expected to be flaky; absent without a report. */
  expectedFlaky?: number;
  /** Most probable first, at most 20. */
  flaky: FlakyTest[];
  asOf: string;
}
