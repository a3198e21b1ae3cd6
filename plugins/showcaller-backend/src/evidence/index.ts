export { EvidenceRoom } from './EvidenceRoom';
export type {
  EvidenceDocument,
  EvidenceListener,
  EvidenceReader,
  TestFacts,
} from './types';
export type { FlakyTestReader } from './flaky/FlakyTestReader';
