/**
 * Whose signature counts. Either `subject` (exact) or `subjectPattern` (a regular expression that the whole subject
 * matches).
 *
 * @public
 */
export interface AllowedSigner {
  /** Issuer of the identity, exact: `https://token.actions.githubusercontent.com`. */
  issuer: string;
  subject?: string;
  subjectPattern?: string;
}

/** A key that may sign in place of an identity. @public */
export interface AllowedKey {
  /** For people. */
  name: string;
  /** PEM of the public key. */
  pem: string;
}

/** What a bundle is held against; plain, so that it can be sent to a thread. @public */
export interface BundleTrust {
  /** Text of a `trusted_root.json`. */
  root: string;
  identities: AllowedSigner[];
  keys: AllowedKey[];
  /** `optional` is for instances without a public log: then a timestamp of a trusted authority is enough. */
  transparencyLog: 'required' | 'optional';
}

/** A Sigstore bundle to be judged. @public */
export interface BundleInput {
  /** JSON text of the bundle. */
  bundle: string;
  /** `sha256:…` of what it should be about; without it, of whatever it is about. */
  artifact?: string;
  trust: BundleTrust;
}

/** What an in-toto statement says (v0.1 and v1). @public */
export interface InTotoStatement {
  predicateType: string;
  predicate: unknown;
  /** `sha256:…` of each subject. */
  subjects: string[];
}

/** What a certificate of Fulcio says of the run that signed; undefined where it does not. @public */
export interface CertificateClaims {
  /** `https://github.com/shop/pay` */
  sourceRepository?: string;
  sourceSha?: string;
  /** `github-hosted`, `self-hosted`. */
  runnerEnvironment?: string;
}

/** What a bundle says of itself, before anything of it is believed. @public */
export interface BundleContent {
  kind: 'signature' | 'attestation';
  /** `sha256:…` of what was signed, or of the subjects of the statement. */
  subjects: string[];
  statement?: InTotoStatement;
  /** Index of the entry in the transparency log. */
  logIndex?: string;
}

/** @public */
export type BundleVerdict =
  | (BundleContent & {
      verified: true;
      /** Subject of the certificate; the name of the key for one that was signed with a key. */
      identity: string;
      /** Absent for a key. */
      issuer?: string;
      /** RFC 3339, by a timestamp that was verified. */
      signedAt?: string;
      claims: CertificateClaims;
    })
  | (Partial<BundleContent> & {
      verified: false;
      reason: string;
      /** As the certificate says, verified or not. */
      identity?: string;
      issuer?: string;
    });
