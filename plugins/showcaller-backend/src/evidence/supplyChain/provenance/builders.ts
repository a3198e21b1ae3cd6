/** A builder, and the SLSA build level that its provenance reaches. */
export interface TrustedBuilder {
  /** For people. */
  name: string;
  /** Regular expression that the whole id of the builder matches. */
  idPattern: string;
  level: 1 | 2 | 3;
  /**
   * Who must have signed. `builder`: the certificate is the builder's own, so the job that was built cannot have written
   * the provenance. `any`: any allowed identity.
   */
  signer: 'builder' | 'any';
  /** What the certificate must say of the machine. */
  runner?: string;
}

/**
 * Builders that are known without configuration. Levels are those of SLSA 1.0, track Build: 2 is signed provenance of a
 * hosted platform, 3 that the build cannot have forged it.
 *
 * Artifact attestations of GitHub are made by a step of the workflow itself: level 2. They reach 3 when build and
 * attestation are in a reusable workflow that the organisation controls; which ones those are is configured.
 */
export const knownBuilders: readonly TrustedBuilder[] = [
  {
    name: 'slsa-github-generator',
    idPattern:
      'https://github\\.com/slsa-framework/slsa-github-generator/\\.github/workflows/[\\w.-]+_slsa3\\.ya?ml@refs/tags/v\\d+\\.\\d+\\.\\d+',
    level: 3,
    signer: 'builder',
  },
  {
    name: 'artifact attestations of GitHub',
    idPattern:
      'https://github\\.com/[\\w.-]+/[\\w.-]+/\\.github/workflows/[^@]+@\\S+',
    level: 2,
    signer: 'builder',
    runner: 'github-hosted',
  },
  {
    name: 'artifact attestations of GitHub',
    idPattern: 'https://github\\.com/actions/runner/github-hosted',
    level: 2,
    signer: 'any',
    runner: 'github-hosted',
  },
];
