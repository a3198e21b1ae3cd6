import type { PolicyFactSource, PolicySubject } from '../../../gate/types';
import type { CoverageReader } from '../../codeCoverage/CoverageReader';
import type { FindingReader } from '../../findings/FindingReader';
import type { RevisionDocuments } from '../../RevisionDocuments';
import type { SignatureReader } from '../attestations/SignatureReader';
import type { BillReader } from '../bills/BillReader';
import { artifactFacts, artifactPaths } from './artifactFacts';
import { billFacts, billPaths } from './billFacts';
import {
  coverageFacts,
  coveragePaths,
  findingFacts,
  findingPaths,
} from './qualityFacts';

/** So long OSV may take; what it is not needed for is told all the same. */
const OSV_MS = 2_000;

/**
 * Tells policies what uploads say of an artifact, or of the revision where no artifact is named: a source for each kind of
 * evidence, so that one that is late or fails takes nothing from the others.
 */
export function createFactSources(options: {
  documents: RevisionDocuments;
  coverage: CoverageReader;
  findings: FindingReader;
  signatures: SignatureReader;
  bills: BillReader;
  absentMeansUnsigned: boolean;
}): PolicyFactSource[] {
  const { documents, coverage, findings, signatures, bills } = options;
  const { absentMeansUnsigned } = options;
  return [
    {
      id: 'supply chain',
      paths: [...artifactPaths],
      async read(subject, signal) {
        const artifact = artifactOf(subject);
        const vouchers = await signatures.read(artifact, signal);
        return artifactFacts({ artifact, vouchers, absentMeansUnsigned });
      },
    },
    {
      id: 'bill of materials',
      paths: [...billPaths],
      async read(subject, signal) {
        const { previousSha } = subject;
        return billFacts(
          await bills.read(
            { ...artifactOf(subject), previousSha },
            AbortSignal.any([signal, AbortSignal.timeout(OSV_MS)]),
          ),
        );
      },
    },
    {
      id: 'coverage',
      paths: [...coveragePaths],
      async read(subject) {
        const pair = await documents.find(revisionOf(subject, 'coverage'));
        return coverageFacts(await coverage.read(pair));
      },
    },
    {
      id: 'SARIF',
      paths: [...findingPaths],
      async read(subject) {
        const pair = await documents.find(revisionOf(subject, 'sarif'));
        return findingFacts(await findings.read(pair));
      },
    },
  ];
}

function artifactOf({ repository, sha, artifact }: PolicySubject) {
  const digest = artifact?.digest.toLowerCase();
  return { repository, sha, ...(digest !== undefined && { digest }) };
}

function revisionOf(subject: PolicySubject, kind: 'coverage' | 'sarif') {
  const { repository, sha, previousSha, at } = subject;
  return { repository, sha, previousSha, until: at, kind };
}
