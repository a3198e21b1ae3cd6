import type { ArtifactEvidence } from '@showcaller/backstage-plugin-showcaller-common';
import { decisionHashes, decisionNow } from './sampleDecision';

/** A signed artifact with provenance and a bill of materials that brought something new. */
export function sampleArtifact(
  overrides: Partial<ArtifactEvidence> = {},
  now: Date = decisionNow,
): ArtifactEvidence {
  const at = new Date(now.getTime() - 50 * 60_000).toISOString();
  return {
    digest: decisionHashes.artifact,
    repository: 'shop/payments-api',
    sha: '4f2c1a9be07d4cf0a8b2b6f1c3d5e7f901234567',
    signatures: [
      {
        state: 'verified',
        kind: 'signature',
        identity:
          'https://github.com/shop/payments-api/.github/workflows/release.yml@refs/heads/main',
        issuer: 'https://token.actions.githubusercontent.com',
        logIndex: '148820913',
        signedAt: at,
        verifiedAt: at,
      },
      {
        state: 'refused',
        kind: 'attestation',
        reason: 'the certificate was not valid when it was signed',
        predicateType: 'https://slsa.dev/provenance/v1',
        verifiedAt: at,
      },
    ],
    provenance: {
      level: 2,
      reason: 'the builder does not isolate its runs from each other',
      builder: 'https://github.com/actions/runner',
      sourceRepository: 'https://github.com/shop/payments-api',
      sourceSha: '4f2c1a9be07d4cf0a8b2b6f1c3d5e7f901234567',
    },
    sbom: {
      valid: true,
      format: 'CycloneDX 1.6',
      components: 412,
      vulnerabilities: { critical: 1, high: 2, medium: 0, low: 4, unknown: 0 },
      diff: {
        previousSha: '9d1e0c7ab3f24d54b7a1c8e9f00123456789abcd',
        added: [
          {
            name: 'left-pad',
            version: '1.3.0',
            licences: ['WTFPL'],
            purl: 'pkg:npm/left-pad@1.3.0',
          },
        ],
        removed: [],
        changed: [{ name: 'axios', from: '1.7.2', to: '1.7.9' }],
        newLicences: ['WTFPL'],
        newVulnerabilities: [
          {
            id: 'GHSA-8hc4-vh64-cxmj',
            aliases: ['CVE-2024-39338'],
            purl: 'pkg:npm/axios@1.7.2',
            severity: 'high',
            source: 'osv',
          },
        ],
      },
    },
    asOf: at,
    ...overrides,
  };
}
