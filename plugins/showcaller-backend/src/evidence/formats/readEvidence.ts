import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import { readBenchmark } from './readBenchmark';
import { readJunit } from './readJunit';
import { readSbom } from './readSbom';
import type { EvidenceContent } from './types';

const readers: Record<EvidenceKind, (bytes: Uint8Array) => EvidenceContent> = {
  junit: readJunit,
  benchmark: readBenchmark,
  sbom: readSbom,
};

/** @throws UnreadableDocument that says what is wrong and where. */
export function readEvidence(
  kind: EvidenceKind,
  bytes: Uint8Array,
): EvidenceContent {
  return readers[kind](bytes);
}
