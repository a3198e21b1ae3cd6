import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { Measurement } from './formats';

/** Which revision a document is about, and which of its documents it is. */
export interface EvidenceKey {
  kind: EvidenceKind;
  /** `owner/repo`, lower case. */
  repository: string;
  sha: string;
  name: string;
  attempt: number;
}

/** `received`: stored, and not read yet, as after a crash. */
export type DocumentStatus = 'received' | 'read' | 'unreadable';

/** A stored document without its body. */
export interface EvidenceDocument extends EvidenceKey {
  id: string;
  digest: string;
  status: DocumentStatus;
  problem?: string;
  summary?: string;
  /** When what it tells was observed: the time that counts for scoring. */
  observedAt: string;
  receivedAt: string;
  tests?: { passed: number; failed: number; skipped: number; retried: number };
}

/** A document as it comes in, compressed. */
export interface ReceivedDocument extends EvidenceKey {
  digest: string;
  bytes: number;
  packed: Uint8Array;
  observedAt: string;
  receivedAt: string;
  /** `sha256:…` of what the uploader says it is about. */
  artifact?: string;
  /** Entity reference of a person, or subject of a service. */
  uploadedBy: string;
}

/** A measurement and when it was taken. */
export interface DatedMeasurement extends Measurement {
  sha: string;
  /** Name of the document. */
  suite: string;
  observedAt: string;
}

/** Results of one test in one document that are worth keeping: it failed there, or passed where it had failed. */
export interface NotableResult {
  documentId: string;
  test: string;
  suite: string;
  sha: string;
  passes: number;
  failures: number;
  observedAt: string;
}

/** What is known of the tests of a repository over a time. */
export interface TestFacts {
  /** From when on the lists are complete: they hold the newest where there are very many. */
  since: string;
  /** Test reports, oldest first. */
  documents: Array<
    Pick<EvidenceDocument, 'id' | 'name' | 'sha' | 'observedAt'> & {
      /** Tests that ran. */
      executed: number;
    }
  >;
  results: NotableResult[];
  /** Of the tests in `results`, by suite and test (`suiteTestKey`). */
  tests: Map<string, { title: string; firstSeenAt: string }>;
}

/** What scoring may ask of evidence. Nothing observed after `until` is in any answer. */
export interface EvidenceReader {
  /** Documents of a revision that could be read, oldest first. */
  listOfRevision(options: {
    repository: string;
    sha: string;
    until: string;
  }): Promise<EvidenceDocument[]>;
  /** The last documents of a kind and these names that were observed before, newest first. */
  listBefore(options: {
    repository: string;
    kind: EvidenceKind;
    names: string[];
    before: string;
    limit: number;
  }): Promise<EvidenceDocument[]>;
  getMeasurements(documentIds: string[]): Promise<DatedMeasurement[]>;
  getBillOfMaterials(documentId: string): Promise<
    | {
        packages: Array<[name: string, versions: string[]]>;
        vulnerable?: number;
      }
    | undefined
  >;
  getTestFacts(options: {
    repository: string;
    since: string;
    until: string;
  }): Promise<TestFacts>;
}

/** Told after a document was read. */
export type EvidenceListener = (document: EvidenceDocument) => void;

/** One text for a test of a suite, to look it up by. */
export function suiteTestKey(suite: string, test: string): string {
  return `${suite}\0${test}`;
}
