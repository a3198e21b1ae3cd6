import type { Bundle } from '@sigstore/bundle';
import { crypto as sigstoreCrypto, type X509Certificate } from '@sigstore/core';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import {
  toSignedEntity,
  toTrustMaterial,
  Verifier,
  type SignedEntity,
  type Signer,
} from '@sigstore/verify';
import { certificateClaims } from './certificateClaims';
import { matchSigner } from './matchSigner';
import {
  certificateOf,
  contentOf,
  mismatchOf,
  parseBundle,
  requireNoRoot,
  requirePlainCertificate,
} from './readBundle';
import { reasonOf, Refusal } from './Refusal';
import { readTrustRoot } from './readTrustRoot';
import type {
  AllowedKey,
  BundleContent,
  BundleInput,
  BundleTrust,
  BundleVerdict,
} from './types';
import { verifyDigestSignature } from './verifyDigestSignature';

/*
 * 1. The bundle is read; what it is about is the digest of its message, or the subjects of its statement.
 * 2. What it is about must be the artifact. The verifier leaves that to its caller for statements.
 * 3. The verifier checks timestamps, the chain of the certificate at those times, its entry in the log of certificates,
 *    the entry in the transparency log and that it is of this bundle, and the signature.
 * 4. The signer must be an allowed identity, compared as a whole, or a configured key.
 */

/**
 * Judges a Sigstore bundle: pure, offline, and the same for the product and for conformance tests.
 *
 * @throws InputError when the trust root cannot be relied on; everything about the bundle itself is in the verdict.
 * @public
 */
export function verifyBundle(input: BundleInput): BundleVerdict {
  const root = readTrustRoot(input.trust.root);
  let content: BundleContent | undefined;
  let certificate: X509Certificate | undefined;
  try {
    const bundle = parseBundle(input.bundle);
    content = contentOf(bundle);
    certificate = certificateOf(bundle);
    requireNoRoot(bundle);
    if (certificate) {
      requirePlainCertificate(certificate);
    }
    requireSubject(content, input.artifact);
    const entity = signedEntity(bundle);
    const signer = certificate
      ? verifyByCertificate(entity, root, input.trust)
      : verifyByKey(entity, root, input.trust);
    return {
      ...content,
      verified: true,
      ...signer,
      signedAt: signedAt(entity),
      claims: certificate ? certificateClaims(certificate) : {},
    };
  } catch (error) {
    return {
      ...content,
      verified: false,
      reason: reasonOf(error),
      identity: tryRead(() => certificate?.subjectAltName),
    };
  }
}

function requireSubject(
  content: BundleContent,
  artifact: string | undefined,
): void {
  if (content.subjects.length === 0) {
    throw new Refusal('The statement names no subject with a SHA-256 digest');
  }
  const problem = artifact && mismatchOf(content, artifact);
  if (problem) {
    throw new Refusal(problem);
  }
}

function signedEntity(bundle: Bundle): SignedEntity {
  const entity = toSignedEntity(bundle);
  const { content } = bundle;
  if (content.$case === 'dsseEnvelope') {
    return entity;
  }
  const { signature, messageDigest } = content.messageSignature;
  const theirs = entity.signature;
  return {
    ...entity,
    signature: {
      signature,
      compareSignature: other => theirs.compareSignature(other),
      compareDigest: digest => theirs.compareDigest(digest),
      compareSignedDigest: digest => theirs.compareSignedDigest(digest),
      verifySignature: key =>
        verifyDigestSignature({ key, digest: messageDigest.digest, signature }),
    },
  };
}

function verifyByCertificate(
  entity: SignedEntity,
  root: TrustedRoot,
  { identities, transparencyLog }: BundleTrust,
): { identity: string; issuer?: string } {
  const { identity } = verifierOf({ root, transparencyLog }).verify(entity);
  const subject = identity?.subjectAlternativeName;
  const issuer = identity?.extensions?.issuer;
  if (!subject || !matchSigner({ subject, issuer }, identities)) {
    throw new Refusal(
      identities.length === 0
        ? `Signed by ${subject} (${issuer}); no identity may sign for this repository. Allow it in showcaller.supplyChain.identities`
        : `Signed by ${subject} (${issuer}), who is not among the identities that may sign for this repository`,
    );
  }
  return { identity: subject, issuer };
}

function verifyByKey(
  entity: SignedEntity,
  root: TrustedRoot,
  { keys, transparencyLog }: BundleTrust,
): { identity: string } {
  if (keys.length === 0) {
    throw new Refusal(
      'Signed with a key, and none is configured for this repository. Add it to showcaller.supplyChain.keys',
    );
  }
  const problems = new Set<string>();
  for (const key of keys) {
    try {
      verifierOf({ root, transparencyLog, key }).verify(entity);
      return { identity: key.name };
    } catch (error) {
      problems.add(`${key.name}: ${reasonOf(error)}`);
    }
  }
  throw new Refusal(
    `No configured key has signed it (${[...problems].join('; ')})`,
  );
}

function verifierOf(options: {
  root: TrustedRoot;
  transparencyLog: BundleTrust['transparencyLog'];
  key?: AllowedKey;
}): { verify(entity: SignedEntity): Signer } {
  const { root, transparencyLog, key } = options;
  const material = toTrustMaterial(root, () => {
    if (!key) {
      throw new Refusal('Signed with a key, and none is configured');
    }
    return {
      publicKey: sigstoreCrypto.createPublicKey(key.pem),
      validFor: () => true,
    };
  });
  const needed = (logs: unknown[]) =>
    transparencyLog === 'optional' && logs.length === 0 ? 0 : 1;
  return new Verifier(material, {
    tlogThreshold: needed(root.tlogs),
    ctlogThreshold: needed(root.ctlogs),
    timestampThreshold: 1,
  });
}

function signedAt({ timestamps }: SignedEntity): string | undefined {
  const times = timestamps.map(one =>
    one.$case === 'timestamp-authority'
      ? one.timestamp.signingTime.getTime()
      : Number(one.tlogEntry.integratedTime) * 1_000,
  );
  const first = Math.min(...times);
  return Number.isFinite(first) ? new Date(first).toISOString() : undefined;
}

function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
