/** What is known of who signed an artifact. @public */
export interface ArtifactSignature {
  state: 'verified' | 'refused';
  /** What was signed: the artifact itself, or a statement about it. */
  kind: 'signature' | 'attestation';
  /** Why it was refused. */
  reason?: string;
  /** Subject of the certificate, e.g. the workflow. */
  identity?: string;
  issuer?: string;
  /** Media type of the predicate, for attestations. */
  predicateType?: string;
  /** Entry in the transparency log, where there is one. */
  logIndex?: string;
  signedAt?: string;
  verifiedAt: string;
}

/** @public */
export interface ArtifactProvenance {
  /** SLSA build level, 0-3, as far as the evidence goes. */
  level: 0 | 1 | 2 | 3;
  /** Why it is not one higher. */
  reason: string;
  builder?: string;
  sourceRepository?: string;
  sourceSha?: string;
}

/** A component of a bill of materials. @public */
export interface SbomComponentRow {
  purl?: string;
  name: string;
  version?: string;
  licences: string[];
}

/** @public */
export interface SbomVulnerability {
  id: string;
  aliases: string[];
  purl?: string;
  severity: 'critical' | 'high' | 'medium' | 'low' | 'unknown';
  /** Who says so: `sbom`, `osv`. */
  source: string;
  url?: string;
}

/** A bill of materials held against that of the previous deployment. @public */
export interface SbomDiff {
  previousSha?: string;
  added: SbomComponentRow[];
  removed: SbomComponentRow[];
  changed: Array<{ name: string; from?: string; to?: string }>;
  /** Licences that were not there before. */
  newLicences: string[];
  newVulnerabilities: SbomVulnerability[];
}

/** Answer of `GET evidence/artifacts/:digest` and part of the decision page. @public */
export interface ArtifactEvidence {
  digest: string;
  purl?: string;
  repository?: string;
  sha?: string;
  signatures: ArtifactSignature[];
  provenance?: ArtifactProvenance;
  sbom?: {
    valid: boolean;
    problem?: string;
    format: string;
    components: number;
    vulnerabilities: Record<SbomVulnerability['severity'], number>;
    /** Why vulnerabilities are not known, where they are not. */
    unknownReason?: string;
    diff?: SbomDiff;
  };
  asOf: string;
}
