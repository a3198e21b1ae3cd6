import type { AllowedSigner } from './types';

/** Whether an identity is one of those allowed. The verifier's own comparison finds a part of the subject; this one does not. */
export function matchSigner(
  identity: { subject?: string; issuer?: string },
  allowed: AllowedSigner[],
): boolean {
  const { subject, issuer } = identity;
  return (
    subject !== undefined &&
    issuer !== undefined &&
    allowed.some(
      signer =>
        signer.issuer === issuer &&
        (signer.subject === subject ||
          (signer.subjectPattern !== undefined &&
            new RegExp(`^(?:${signer.subjectPattern})$`).test(subject))),
    )
  );
}
