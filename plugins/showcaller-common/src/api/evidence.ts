/**
 * What a pipeline may upload about a revision. `junit` is JUnit XML; `benchmark` is our JSON (see
 * {@link BenchmarkUpload}) or Google Benchmark's, `sbom` CycloneDX JSON.
 *
 * @public
 */
export type EvidenceKind = 'junit' | 'benchmark' | 'sbom';

/** Query of `POST delivery/evidence/:kind`; the body is the document itself. @public */
export interface EvidenceTarget {
  /** `owner/repo` */
  repository: string;
  sha: string;
  /** Distinguishes several documents of one revision: `unit`, `e2e`; `default` when absent. */
  name?: string;
  /** Attempt of the pipeline run, from 1. */
  attempt?: number;
}

/** Own benchmark format: lower is better unless `higherIsBetter`. @public */
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
