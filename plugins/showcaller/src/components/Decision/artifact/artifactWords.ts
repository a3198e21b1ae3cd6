import type {
  ArtifactEvidence,
  ArtifactSignature,
  SbomVulnerability,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

const severities: Array<SbomVulnerability['severity']> = [
  'critical',
  'high',
  'medium',
  'low',
  'unknown',
];

/** What a signature or a statement proves. */
export function signatureWord(signature: ArtifactSignature): StatusWord {
  const { state, kind, reason, predicateType } = signature;
  const what =
    kind === 'signature'
      ? 'Signature'
      : `Statement${predicateType ? ` (${predicateType})` : ''}`;
  return state === 'verified'
    ? { label: `${what} verified`, tone: 'ok' }
    : {
        label: `${what} refused: ${reason ?? 'no reason was given'}`,
        tone: 'error',
      };
}

/** Whether the artifact is signed at all. */
export function signedWord(signatures: ArtifactSignature[]): StatusWord {
  const signed = signatures.some(
    ({ kind, state }) => kind === 'signature' && state === 'verified',
  );
  if (signed) {
    return { label: 'Signed', tone: 'ok' };
  }
  return signatures.length > 0
    ? { label: 'No valid signature', tone: 'error' }
    : { label: 'No signature was uploaded', tone: 'neutral' };
}

/** `SLSA build level 2; not higher because the builder …` */
export function provenanceWords(
  provenance: ArtifactEvidence['provenance'],
): string {
  if (!provenance) {
    return 'No provenance was uploaded';
  }
  const { level, reason } = provenance;
  return level === 3
    ? 'SLSA build level 3'
    : `SLSA build level ${level}; not higher because ${reason}`;
}

/** `412 components; 1 critical, 2 high, 4 low vulnerabilities`, or why nobody knows. */
export function sbomWords(sbom: ArtifactEvidence['sbom']): StatusWord {
  if (!sbom) {
    return { label: 'No bill of materials was uploaded', tone: 'neutral' };
  }
  if (!sbom.valid) {
    return {
      label: `The bill of materials is not valid: ${
        sbom.problem ?? 'no reason was given'
      }`,
      tone: 'error',
    };
  }
  const parts = `${formatCount(sbom.components, 'component')} (${sbom.format})`;
  if (sbom.unknownReason) {
    return {
      label: `${parts}; vulnerabilities not known: ${sbom.unknownReason}`,
      tone: 'warning',
    };
  }
  const found = severities
    .filter(severity => sbom.vulnerabilities[severity] > 0)
    .map(severity => `${sbom.vulnerabilities[severity]} ${severity}`);
  const { critical, high } = sbom.vulnerabilities;
  return found.length === 0
    ? { label: `${parts}; no known vulnerability`, tone: 'ok' }
    : {
        label: `${parts}; known vulnerabilities: ${found.join(', ')}`,
        tone: critical + high > 0 ? 'error' : 'warning',
      };
}

/** `1 component added, none removed, 1 changed since 9d1e0c7` */
export function sbomDiffWords(
  diff: NonNullable<NonNullable<ArtifactEvidence['sbom']>['diff']>,
): string {
  const count = (rows: unknown[]) => (rows.length === 0 ? 'none' : rows.length);
  const since = diff.previousSha
    ? ` since ${diff.previousSha.slice(0, 7)}`
    : '';
  return `${count(diff.added)} added, ${count(diff.removed)} removed, ${count(
    diff.changed,
  )} changed${since}`;
}
