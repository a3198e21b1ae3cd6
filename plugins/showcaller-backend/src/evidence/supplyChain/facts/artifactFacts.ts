import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type {
  ArtifactVouchers,
  DeployedArtifact,
} from '../attestations/SignatureReader';

const SOURCE = 'supply chain';

export const artifactPaths = [
  'artifact.signed',
  'artifact.identity',
  'artifact.issuer',
  'artifact.digest',
  'artifact.provenance.level',
  'artifact.provenance.builder',
] as const;

/**
 * What is known of who vouches for an artifact. Signed: an allowed signer's signature was verified. Not signed: one was
 * refused, or none was uploaded and that is configured to mean so. Otherwise it is unknown.
 */
export function artifactFacts(options: {
  artifact: DeployedArtifact;
  vouchers: ArtifactVouchers;
  absentMeansUnsigned: boolean;
}): PolicyFacts {
  const { artifact, vouchers, absentMeansUnsigned } = options;
  const { signatures, provenance, digests } = vouchers;
  const verified = signatures.find(({ state }) => state === 'verified');
  const refused = signatures.find(({ state }) => state === 'refused');
  const what =
    artifact.digest ??
    `revision ${artifact.sha ?? ''} of ${artifact.repository}`;
  const nobody = `no attestation of ${what} was uploaded`;
  const why = refused
    ? `no attestation of ${what} was verified: ${refused.reason}`
    : nobody;
  const missing = (missingReason: string): PolicyFact => ({
    missingReason,
    source: SOURCE,
  });
  const told = (
    value: string | number | boolean | undefined,
    reason: string,
    observedAt?: string,
  ): PolicyFact =>
    value === undefined
      ? missing(reason)
      : { value, source: SOURCE, observedAt };
  const digest =
    artifact.digest ?? (digests.length === 1 ? digests[0] : undefined);
  return {
    'artifact.signed': told(
      isSigned(signatures, absentMeansUnsigned),
      nobody,
      verified?.verifiedAt,
    ),
    'artifact.identity': told(verified?.identity, why, verified?.verifiedAt),
    'artifact.issuer': told(
      verified?.issuer,
      verified ? 'it is signed with a key, which has no issuer' : why,
      verified?.verifiedAt,
    ),
    'artifact.digest': told(
      digest,
      digests.length > 1
        ? `the attestations of the revision are about ${digests.length} artifacts, and none was named`
        : `none was named, and ${why}`,
    ),
    'artifact.provenance.level': told(
      provenance?.level ??
        (signatures.length === 0 && absentMeansUnsigned ? 0 : undefined),
      verified ? `no provenance of ${what} was uploaded` : why,
    ),
    'artifact.provenance.builder': told(
      provenance && provenance.level > 0 ? provenance.builder : undefined,
      provenance?.reason ??
        (verified ? `no provenance of ${what} was uploaded` : why),
    ),
  };
}

/** Undefined when nobody said anything and that is not configured to mean anything. */
function isSigned(
  signatures: ArtifactVouchers['signatures'],
  absentMeansUnsigned: boolean,
): boolean | undefined {
  if (signatures.some(({ state }) => state === 'verified')) {
    return true;
  }
  return signatures.length > 0 || absentMeansUnsigned ? false : undefined;
}
