import type { X509Certificate } from '@sigstore/core';
import type { CertificateClaims } from './types';

/** Extensions of certificates by Fulcio; each is a DER UTF8String (Fulcio's table of OIDs, 1.3.6.1.4.1.57264.1). */
const extensions = {
  runnerEnvironment: '1.3.6.1.4.1.57264.1.11',
  sourceRepository: '1.3.6.1.4.1.57264.1.12',
  sourceSha: '1.3.6.1.4.1.57264.1.13',
} as const satisfies Record<keyof CertificateClaims, string>;

/** What the issuer of the certificate says of the run; worth as much as the certificate. */
export function certificateClaims(
  certificate: X509Certificate,
): CertificateClaims {
  const claims: CertificateClaims = {};
  for (const [name, oid] of Object.entries(extensions)) {
    const value = certificate
      .extension(oid)
      ?.valueObj.subs?.[0]?.value.toString('utf8');
    if (value) {
      claims[name as keyof CertificateClaims] = value;
    }
  }
  return claims;
}
