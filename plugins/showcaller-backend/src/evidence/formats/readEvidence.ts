import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import { readCoverage } from './codeCoverage/readCoverage';
import { readAttestation } from './readAttestation';
import { readBenchmark } from './readBenchmark';
import { readJunit } from './readJunit';
import { readSarif } from './sarif/readSarif';
import { readSbom } from './sbom/readSbom';
import type { EvidenceContent } from './types';

const readers: Record<EvidenceKind, (bytes: Uint8Array) => EvidenceContent> = {
  junit: readJunit,
  benchmark: readBenchmark,
  sbom: readSbom,
  coverage: readCoverage,
  sarif: readSarif,
  attestation: readAttestation,
};

/** @throws UnreadableDocument that says what is wrong and where. */
export function readEvidence(
  kind: EvidenceKind,
  bytes: Uint8Array,
): EvidenceContent {
  return readers[kind](bytes);
}
