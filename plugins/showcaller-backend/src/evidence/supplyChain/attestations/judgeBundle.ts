import {
  readProvenance,
  type StatedProvenance,
} from '../provenance/readProvenance';
import {
  verifyBundle,
  type BundleInput,
  type BundleVerdict,
  type CertificateClaims,
} from '../verification';

/** A verdict in the form in which it is stored and sent between threads: without the predicate, but with what it says. */
export interface JudgedBundle {
  verified: boolean;
  kind: 'signature' | 'attestation';
  subjects: string[];
  reason?: string;
  identity?: string;
  issuer?: string;
  predicateType?: string;
  logIndex?: string;
  signedAt?: string;
  claims?: CertificateClaims;
  /** Of a verified statement about how the artifact was built. */
  provenance?: StatedProvenance;
}

/** Judges a bundle, and reads the provenance of one that is verified. */
export function judgeBundle(input: BundleInput): JudgedBundle {
  const { statement, ...verdict }: BundleVerdict = verifyBundle(input);
  return {
    ...verdict,
    kind: verdict.kind ?? 'signature',
    subjects: verdict.subjects ?? [],
    predicateType: statement?.predicateType,
    provenance:
      verdict.verified && statement ? readProvenance(statement) : undefined,
  };
}
