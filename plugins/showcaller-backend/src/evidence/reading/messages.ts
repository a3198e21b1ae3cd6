import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { EvidenceContent, TestCase } from '../formats';
import type { BillComparison } from '../supplyChain/bills/compareBills';
import type { JudgedBundle } from '../supplyChain/attestations/judgeBundle';
import type { BundleTrust } from '../supplyChain/verification';

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

/** What the thread can be asked, and what it answers. */
export interface EvidenceQuestions {
  pack: { question: { body: Uint8Array }; answer: PackedDocument };
  read: {
    question: {
      kind: EvidenceKind;
      packed: Uint8Array;
      /** Of a test report, only these tests; all when absent. */
      only?: string[];
    };
    answer: ReadOutcome;
  };
  /** Holds a stored bundle against whom to trust. */
  verify: {
    question: { packed: Uint8Array; trust: BundleTrust };
    answer: JudgedBundle;
  };
  /** Compares the packed components of two bills of materials. */
  compare: {
    question: { head: Uint8Array; base?: Uint8Array };
    answer: BillComparison;
  };
}

export type EvidenceQuestionType = keyof EvidenceQuestions;

export type EvidenceAnswer = EvidenceQuestions[EvidenceQuestionType]['answer'];

export type ToEvidenceThread = {
  [T in EvidenceQuestionType]: {
    id: number;
    type: T;
  } & EvidenceQuestions[T]['question'];
}[EvidenceQuestionType];

export type FromEvidenceThread = {
  id: number;
} /** Some of the tests of a report; the answer, which comes after them, has none. */ & (
  | { cases: TestCase[] }
  | { answer: EvidenceAnswer }
  | { error: string }
);
