import type {
  ArtifactProvenance,
  ArtifactSignature,
} from '@showcaller/backstage-plugin-showcaller-common';
import { judgeProvenance } from '../provenance/judgeProvenance';
import type { SupplyChainConfig } from '../readSupplyChainConfig';
import { mismatchOf } from '../verification';
import type { AttestationJudge } from './AttestationJudge';
import type {
  AttestationRecord,
  AttestationStore,
  StoredVerdict,
} from './AttestationStore';

/** Attestations of one artifact that are looked at, the newest. */
const LOOKED_AT = 50;

/** What is deployed, as far as it is named. */
export interface DeployedArtifact {
  /** `owner/repo` */
  repository: string;
  /** `sha256:…` */
  digest?: string;
  sha?: string;
}

/** Who vouches for an artifact. */
export interface ArtifactVouchers {
  signatures: ArtifactSignature[];
  /** The highest level that is proven; level 0 with its reason where provenance was refused. */
  provenance?: ArtifactProvenance;
  /** Digests that verified bundles are about. */
  digests: string[];
}

/** Tells who vouches for an artifact or, where none is named, for what was built of a revision. */
export class SignatureReader {
  readonly #config: SupplyChainConfig;
  readonly #store: AttestationStore;
  readonly #judge: AttestationJudge;

  static create(options: {
    config: SupplyChainConfig;
    store: AttestationStore;
    judge: AttestationJudge;
  }): SignatureReader {
    return new SignatureReader(options);
  }

  private constructor(options: {
    config: SupplyChainConfig;
    store: AttestationStore;
    judge: AttestationJudge;
  }) {
    this.#config = options.config;
    this.#store = options.store;
    this.#judge = options.judge;
  }

  async read(
    artifact: DeployedArtifact,
    signal?: AbortSignal,
  ): Promise<ArtifactVouchers> {
    const records = await this.#store.list({ ...artifact, limit: LOOKED_AT });
    const signatures: ArtifactSignature[] = [];
    const provenances: ArtifactProvenance[] = [];
    const digests = new Set<string>();
    for (const record of records) {
      signal?.throwIfAborted();
      const verdict = await this.#judge.judge(record);
      const { signature, provenance } = this.#hold(artifact, record, verdict);
      signatures.push(signature);
      if (provenance) {
        provenances.push(provenance);
      }
      if (signature.state === 'verified') {
        for (const digest of verdict.bundle.subjects) {
          digests.add(digest);
        }
      }
    }
    provenances.sort((one, other) => other.level - one.level);
    return {
      signatures,
      ...(provenances.length > 0 && { provenance: provenances[0] }),
      digests: [...digests],
    };
  }

  /** A verdict on a bundle, held against what is deployed. */
  #hold(
    artifact: DeployedArtifact,
    { uploadedFor }: AttestationRecord,
    { bundle, verifiedAt }: StoredVerdict,
  ): { signature: ArtifactSignature; provenance?: ArtifactProvenance } {
    const wanted =
      artifact.digest === undefined ? uploadedFor : [artifact.digest];
    const problems = wanted.map(digest => mismatchOf(bundle, digest));
    // Uploaded for several artifacts, it need not be about all of them.
    const elsewhere = problems.includes(undefined) ? undefined : problems[0];
    const judged = judgeProvenance({
      bundle,
      deployed: artifact,
      builders: this.#config.builders,
    });
    const refused = judged && 'refused' in judged ? judged.refused : undefined;
    const reason = bundle.verified ? elsewhere ?? refused : bundle.reason;
    const { kind, identity, issuer, predicateType, logIndex, signedAt } =
      bundle;
    return {
      signature: {
        state: bundle.verified && reason === undefined ? 'verified' : 'refused',
        kind,
        reason,
        identity,
        issuer,
        predicateType,
        logIndex,
        signedAt,
        verifiedAt,
      },
      provenance: elsewhere === undefined ? judged?.provenance : undefined,
    };
  }
}
