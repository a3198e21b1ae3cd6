import type { PolicyPath } from '../types';

/** What tests, scanners and the supply chain say of the revision and its artifact. */
export const evidencePaths: readonly PolicyPath[] = [
  {
    path: 'tests.pass_rate',
    unit: 'ratio',
    range: [0, 1],
    description: 'Share of the executed tests that passed in the last attempt',
    example: 'tests.pass_rate < 99%',
  },
  {
    path: 'tests.failed',
    unit: 'count',
    range: [0, Infinity],
    description: 'Tests that failed in the last attempt',
    example: 'tests.failed > 0',
  },
  {
    path: 'tests.flaky',
    unit: 'count',
    range: [0, Infinity],
    description:
      'Expected number of flaky tests among those of the revision (a sum of probabilities, not a whole number)',
    example: 'tests.flaky > 5',
  },
  {
    path: 'coverage.line',
    unit: 'ratio',
    range: [0, 1],
    description: 'Share of the lines that tests cover',
    example: 'coverage.line < 70%',
  },
  {
    path: 'coverage.delta',
    unit: 'percentage-points',
    range: [-100, 100],
    description:
      'Change of the line coverage against the previously deployed revision',
    example: 'coverage.delta < -2pp',
  },
  {
    path: 'perf.delta',
    unit: 'ratio',
    range: [-1, Infinity],
    description:
      'Greatest relative slow-down of any benchmark: 10% is slower, below 0 is faster',
    example: 'perf.delta > 10%',
  },
  {
    path: 'artifact.signed',
    unit: 'flag',
    description:
      'A signature of the artifact was verified against the trust root',
    example: 'not artifact.signed',
  },
  {
    path: 'artifact.identity',
    unit: 'text',
    description: 'Who signed it: subject of the signing certificate',
    example:
      'artifact.identity matches "https://github.com/acme/*/.github/workflows/*"',
  },
  {
    path: 'artifact.issuer',
    unit: 'text',
    description: 'Who vouched for the signer: issuer of its OIDC token',
    example: 'artifact.issuer == "https://token.actions.githubusercontent.com"',
  },
  {
    path: 'artifact.digest',
    unit: 'text',
    description: 'Digest of the artifact, `sha256:…`',
    example: 'artifact.digest matches "sha256:*"',
  },
  {
    path: 'artifact.provenance.level',
    unit: 'score',
    range: [0, 4],
    description: 'SLSA build level of the verified provenance, 0-3',
    example: 'artifact.provenance.level < 2',
  },
  {
    path: 'artifact.provenance.builder',
    unit: 'text',
    description: 'Builder that the verified provenance names',
    example: 'artifact.provenance.builder matches "https://github.com/*"',
  },
  {
    path: 'sbom.present',
    unit: 'flag',
    description: 'The artifact has a bill of materials',
    example: 'not sbom.present',
  },
  {
    path: 'sbom.valid',
    unit: 'flag',
    description: 'Its bill of materials is valid for its schema',
    example: 'sbom.present and not sbom.valid',
  },
  {
    path: 'sbom.critical_vulns',
    unit: 'count',
    range: [0, Infinity],
    description:
      'Known vulnerabilities of severity critical that affect its components',
    example: 'sbom.critical_vulns > 0',
  },
  {
    path: 'sbom.new_critical',
    unit: 'count',
    range: [0, Infinity],
    description:
      'Of these, those that the previously deployed artifact did not have',
    example: 'sbom.new_critical > 0',
  },
  {
    path: 'sbom.new_licences',
    unit: 'list',
    description:
      'Licences (SPDX) that the previously deployed artifact did not have',
    example: '"AGPL-3.0-only" in sbom.new_licences',
  },
  {
    path: 'sarif.errors',
    unit: 'count',
    range: [0, Infinity],
    description: 'Findings of level error in the SARIF reports',
    example: 'sarif.errors > 10',
  },
  {
    path: 'sarif.new_errors',
    unit: 'count',
    range: [0, Infinity],
    description:
      'Of these, those that the previously deployed revision did not have',
    example: 'sarif.new_errors > 0',
  },
];
