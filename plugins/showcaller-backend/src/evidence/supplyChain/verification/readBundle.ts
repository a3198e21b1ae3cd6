import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { X509Certificate } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { readStatement } from './readStatement';
import { reasonOf, Refusal } from './Refusal';
import type { BundleContent } from './types';

/**
 * What a bundle says of itself, without believing it.
 *
 * @throws Error that says why it is no bundle.
 * @public
 */
export function readBundle(text: string): BundleContent {
  return contentOf(parseBundle(text));
}

export function parseBundle(text: string): Bundle {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`The bundle is no JSON: ${reasonOf(error)}`);
  }
  try {
    return bundleFromJSON(json);
  } catch (error) {
    const fields = (error as { fields?: string[] }).fields;
    throw new Refusal(
      `This is no Sigstore bundle: ${reasonOf(error)}${
        fields?.length ? ` (${fields.join(', ')})` : ''
      }`,
    );
  }
}

export function contentOf(bundle: Bundle): BundleContent {
  const logIndex = bundle.verificationMaterial.tlogEntries.at(0)?.logIndex;
  const { content } = bundle;
  if (content.$case === 'messageSignature') {
    const { algorithm, digest } = content.messageSignature.messageDigest;
    if (algorithm !== HashAlgorithm.SHA2_256 || digest.length !== 32) {
      throw new Refusal(
        'The bundle does not name the SHA-256 of what was signed, by which artifacts are known here',
      );
    }
    const subjects = [`sha256:${Buffer.from(digest).toString('hex')}`];
    return { kind: 'signature', subjects, logIndex };
  }
  const { dsseEnvelope } = content;
  if (dsseEnvelope.signatures.length !== 1) {
    throw new Refusal(
      `The envelope has ${dsseEnvelope.signatures.length} signatures; there must be exactly one`,
    );
  }
  try {
    const statement = readStatement(dsseEnvelope);
    const { subjects } = statement;
    return { kind: 'attestation', subjects, statement, logIndex };
  } catch (error) {
    throw new Refusal(`The envelope is not understood: ${reasonOf(error)}`);
  }
}

export function certificateOf(bundle: Bundle): X509Certificate | undefined {
  const { content } = bundle.verificationMaterial;
  switch (content.$case) {
    case 'publicKey':
      return undefined;
    case 'certificate':
      return X509Certificate.parse(Buffer.from(content.certificate.rawBytes));
    default:
      return X509Certificate.parse(
        Buffer.from(content.x509CertificateChain.certificates[0].rawBytes),
      );
  }
}

const SEQUENCE = 0x30;

/**
 * What a certificate says outside of what is signed must agree with the inside (RFC 5280, 4.1.1.2); the verifier passes
 * over it, so that one certificate would have several spellings.
 */
export function requirePlainCertificate({ root }: X509Certificate): void {
  const [signed, algorithm, signature] = root.subs;
  // Version and serial number come first.
  const inside = signed?.subs.at(2);
  const plain =
    root.toDER()[0] === SEQUENCE &&
    root.subs.length === 3 &&
    inside !== undefined &&
    algorithm.toDER().equals(inside.toDER()) &&
    signature.value[0] === 0;
  if (!plain) {
    throw new Refusal('The certificate contradicts itself about its signature');
  }
}

/** Roots come from the trust root; a bundle that brings one along is not of a well-behaved signer. */
export function requireNoRoot({
  verificationMaterial: { content },
}: Bundle): void {
  if (content.$case === 'x509CertificateChain') {
    for (const { rawBytes } of content.x509CertificateChain.certificates) {
      const { subject, issuer } = X509Certificate.parse(Buffer.from(rawBytes));
      if (subject.length > 2 && subject.equals(issuer)) {
        throw new Refusal(
          'The bundle contains a root certificate, which only the trust root may name',
        );
      }
    }
  }
}

/**
 * Why a bundle is not about an artifact (`sha256:…`); undefined when it is.
 *
 * @public
 */
export function mismatchOf(
  { kind, subjects }: Pick<BundleContent, 'kind' | 'subjects'>,
  artifact: string,
): string | undefined {
  if (subjects.includes(artifact.toLowerCase())) {
    return undefined;
  }
  const what = kind === 'signature' ? 'signature' : 'statement';
  const about = subjects.slice(0, 3).join(', ');
  return `The ${what} is about ${about}, not about ${artifact}`;
}
