import type { SbomVulnerability } from '@showcaller/backstage-plugin-showcaller-common';
import type { BundleContent } from '../supplyChain/verification';

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

/** Lines, or branches. */
export interface CoveredOf {
  covered: number;
  total: number;
}

export interface CoverageReport {
  kind: 'coverage';
  /** `Cobertura`, `JaCoCo`, `LCOV`, `Istanbul`. */
  format: string;
  lines: CoveredOf;
  /** Undefined where the tool counts none. */
  branches?: CoveredOf;
}

export type FindingLevel = 'error' | 'warning' | 'note' | 'none';
export type FindingSeverity = 'critical' | 'high' | 'medium' | 'low';

/** Something that a scanner found. */
export interface Finding {
  /** 32 hex digits: the same finding in another revision has the same. */
  fingerprint: string;
  tool: string;
  rule: string;
  level: FindingLevel;
  severity: FindingSeverity;
  message: string;
  path?: string;
  line?: number;
}

export interface FindingsReport {
  kind: 'sarif';
  /** Names of the tools whose runs are in it, and their versions. */
  tools: string[];
  /** The most severe, once each; suppressed ones are left out. */
  findings: Finding[];
  /** Of all findings, whether they are listed or not. */
  levels: Record<FindingLevel, number>;
  severities: Record<FindingSeverity, number>;
  suppressed: number;
  /** True when there were more findings than are listed. */
  truncated: boolean;
}

export interface BillOfMaterials {
  kind: 'sbom';
  /** `CycloneDX 1.6`, `SPDX-2.3`. */
  format: string;
  /** What keeps it from being valid by its own schema; undefined when it is. */
  problem?: string;
  components: number;
  /** The components (`SbomComponentRow[]`) as JSON, compressed: there may be a hundred thousand. */
  packed: Uint8Array;
  /** Versions by package, such as `npm:react`. */
  packages: Array<[name: string, versions: string[]]>;
  /** Components that a vulnerability affects; undefined when nobody looked for any. */
  vulnerable?: number;
  /** What the document itself says of vulnerabilities; undefined when nobody looked for any. */
  vulnerabilities?: SbomVulnerability[];
}

/** What a bundle says of itself; whether it is to be believed is another question. */
export interface AttestationDocument {
  kind: 'attestation';
  content: BundleContent;
}

export type EvidenceContent =
  | TestReport
  | BenchmarkReport
  | CoverageReport
  | FindingsReport
  | BillOfMaterials
  | AttestationDocument;
