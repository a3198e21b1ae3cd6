export { EvidenceRoom } from './EvidenceRoom';
export type {
  DatedMeasurement,
  EvidenceDocument,
  EvidenceListener,
  EvidenceReader,
  TestFacts,
} from './types';
export type { FlakyTestReader } from './flaky/FlakyTestReader';
