import type { PolicyFacts } from '@showcaller/engine/policy';
import type { PolicyFactSource, PolicySubject } from '../../gate/types';
import type { CoverageReader } from '../coverage/CoverageReader';
import type { FindingReader } from '../findings/FindingReader';
import type { RevisionDocuments } from '../RevisionDocuments';
import type { SignatureReader } from './attestations/SignatureReader';
import type { BillReader } from './bills/BillReader';
import { artifactFacts, artifactPaths } from './facts/artifactFacts';
import { billFacts, billPaths } from './facts/billFacts';
import {
  coverageFacts,
  findingFacts,
  qualityPaths,
} from './facts/qualityFacts';

/** Tells policies what uploads say of an artifact, or of the revision where no artifact is named. */
export class EvidenceFactSource implements PolicyFactSource {
  readonly id = 'evidence';
  readonly paths = [...artifactPaths, ...billPaths, ...qualityPaths];
  readonly #options: EvidenceFactSourceOptions;

  static create(options: EvidenceFactSourceOptions): EvidenceFactSource {
    return new EvidenceFactSource(options);
  }

  private constructor(options: EvidenceFactSourceOptions) {
    this.#options = options;
  }

  /** What one part does not know, because reading it failed, does not hide what the others know. */
  async read(
    subject: PolicySubject,
    signal: AbortSignal,
  ): Promise<PolicyFacts> {
    const parts = await Promise.all([
      orReasons(artifactPaths, () => this.#artifact(subject, signal)),
      orReasons(billPaths, () => this.#bill(subject, signal)),
      orReasons(qualityPaths, () => this.#quality(subject)),
    ]);
    return Object.assign({}, ...parts);
  }

  async #artifact(
    subject: PolicySubject,
    signal: AbortSignal,
  ): Promise<PolicyFacts> {
    const { signatures, absentMeansUnsigned } = this.#options;
    const { repository, sha } = subject;
    const digest = subject.artifact?.digest.toLowerCase();
    const artifact = { repository, sha, ...(digest && { digest }) };
    return artifactFacts({
      artifact,
      vouchers: await signatures.read(artifact, signal),
      absentMeansUnsigned,
    });
  }

  async #bill(
    subject: PolicySubject,
    signal: AbortSignal,
  ): Promise<PolicyFacts> {
    const { repository, sha, previousSha } = subject;
    const digest = subject.artifact?.digest.toLowerCase();
    return billFacts(
      await this.#options.bills.read(
        { repository, sha, previousSha, digest },
        signal,
      ),
    );
  }

  async #quality(subject: PolicySubject): Promise<PolicyFacts> {
    const { documents, coverage, findings } = this.#options;
    const { repository, sha, previousSha, at: until } = subject;
    const revision = { repository, sha, previousSha, until };
    const [covered, found] = await Promise.all([
      documents
        .find({ ...revision, kind: 'coverage' })
        .then(pair => coverage.read(pair)),
      documents
        .find({ ...revision, kind: 'sarif' })
        .then(pair => findings.read(pair)),
    ]);
    return { ...coverageFacts(covered), ...findingFacts(found) };
  }
}

/** What tells the facts. */
export interface EvidenceFactSourceOptions {
  documents: RevisionDocuments;
  coverage: CoverageReader;
  findings: FindingReader;
  signatures: SignatureReader;
  bills: BillReader;
  absentMeansUnsigned: boolean;
}

async function orReasons(
  paths: readonly string[],
  read: () => Promise<PolicyFacts>,
): Promise<PolicyFacts> {
  try {
    return await read();
  } catch (error) {
    const missingReason = `the evidence could not be read: ${
      error instanceof Error ? error.message : String(error)
    }`;
    return Object.fromEntries(paths.map(path => [path, { missingReason }]));
  }
}
