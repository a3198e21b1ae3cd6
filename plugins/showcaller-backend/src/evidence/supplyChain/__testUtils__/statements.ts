/** A statement of GitHub's artifact attestations about one artifact. */
export function githubProvenance(options: {
  digest: string;
  repository: string;
  sha: string;
  builder: string;
}): object {
  const { digest, repository, sha, builder } = options;
  const address = `https://github.com/${repository}`;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'image', digest: { sha256: digest.slice(7) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/heads/main',
            repository: address,
            path: '.github/workflows/release.yml',
          },
        },
        resolvedDependencies: [
          {
            uri: `git+${address}@refs/heads/main`,
            digest: { gitCommit: sha },
          },
        ],
      },
      runDetails: { builder: { id: builder } },
    },
  };
}

/** A statement of slsa-github-generator. */
export function generatorProvenance(options: {
  digest: string;
  repository: string;
  sha: string;
  builder: string;
}): object {
  const { digest, repository, sha, builder } = options;
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name: 'image', digest: { sha256: digest.slice(7) } }],
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      builder: { id: builder },
      buildType:
        'https://github.com/slsa-framework/slsa-github-generator/generic@v1',
      invocation: {
        configSource: {
          uri: `git+https://github.com/${repository}@refs/tags/v1.0.0`,
          digest: { sha1: sha },
          entryPoint: '.github/workflows/release.yml',
        },
      },
    },
  };
}
