import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { EvidenceContent, TestCase } from '../formats';

/** A document made ready to be stored. */
export interface PackedDocument {
  /** SHA-256 of the document's own bytes, hex. */
  digest: string;
  bytes: number;
  /** The document, compressed with gzip. */
  packed: Uint8Array;
}

/** What a stored document says, or why that cannot be told. */
export type ReadOutcome = { content: EvidenceContent } | { problem: string };

export type ToEvidenceThread = { id: number } & (
  | { type: 'pack'; body: Uint8Array }
  | {
      type: 'read';
      kind: EvidenceKind;
      packed: Uint8Array;
      /** Of a test report, only these tests; all when absent. */
      only?: string[];
    }
);

export type FromEvidenceThread = {
  id: number;
} /** Some of the tests of a report; the answer, which comes after them, has none. */ & (
  | { cases: TestCase[] }
  | { answer: PackedDocument | ReadOutcome }
  | { error: string }
);
