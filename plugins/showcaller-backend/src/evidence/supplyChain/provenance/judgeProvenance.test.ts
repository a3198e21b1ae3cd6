import {
  generatorProvenance,
  githubProvenance,
} from '../__testUtils__/statements';
import type { JudgedBundle } from '../attestations/judgeBundle';
import { knownBuilders, type TrustedBuilder } from './builders';
import { judgeProvenance } from './judgeProvenance';
import { readProvenance, sameAddress } from './readProvenance';

const ISSUER = 'https://token.actions.githubusercontent.com';
const SHA = 'a1'.repeat(20);
const WORKFLOW =
  'https://github.com/shop/pay/.github/workflows/release.yml@refs/heads/main';
const GENERATOR =
  'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v2.1.0';
const stated = {
  digest: `sha256:${'d1'.repeat(32)}`,
  repository: 'shop/pay',
  sha: SHA,
};
const claims = {
  sourceRepository: 'https://github.com/shop/pay',
  sourceSha: SHA,
  runnerEnvironment: 'github-hosted',
};

function bundleOf(statement: object, more: Partial<JudgedBundle> = {}) {
  const { predicateType, predicate } = statement as {
    predicateType: string;
    predicate: unknown;
  };
  return {
    verified: true,
    kind: 'attestation',
    subjects: [stated.digest],
    issuer: ISSUER,
    claims,
    provenance: readProvenance({ predicateType, predicate, subjects: [] }),
    ...more,
  } satisfies JudgedBundle as JudgedBundle;
}

function judge(
  bundle: JudgedBundle,
  builders: readonly TrustedBuilder[] = knownBuilders,
) {
  return judgeProvenance({
    bundle,
    deployed: { repository: 'Shop/Pay', sha: SHA },
    builders,
  });
}

const github = (builder: string, identity = builder) =>
  bundleOf(githubProvenance({ ...stated, builder }), { identity });
const generator = (builder: string, identity = builder) =>
  bundleOf(generatorProvenance({ ...stated, builder }), { identity });

describe('judgeProvenance', () => {
  it.each([
    [3, 'slsa-github-generator by its own certificate', generator(GENERATOR)],
    [1, 'its id, signed by somebody else', generator(GENERATOR, WORKFLOW)],
    [
      2,
      'a generator that is not at a release',
      generator(GENERATOR.replace('tags/v2.1.0', 'heads/main')),
    ],
    [2, 'an artifact attestation of GitHub', github(WORKFLOW)],
    [
      1,
      'one of a runner of their own',
      {
        ...github(WORKFLOW),
        claims: { ...claims, runnerEnvironment: 'self-hosted' },
      },
    ],
    [
      1,
      'one whose certificate does not say where it ran',
      { ...github(WORKFLOW), claims: {} },
    ],
    [1, 'a builder nobody knows', github('https://ci.example.com/builder')],
    [
      1,
      'one that is signed with a key',
      { ...github(WORKFLOW), issuer: undefined },
    ],
    [
      2,
      'the form of GitHub before workflows were named',
      github('https://github.com/actions/runner/github-hosted', WORKFLOW),
    ],
  ])('gives level %d to %s', (level, _, bundle) => {
    expect(judge(bundle)).toMatchObject({
      provenance: { level, reason: expect.any(String), sourceSha: SHA },
    });
  });

  it('gives level 3 to a reusable workflow that is configured', () => {
    const reusable =
      'https://github.com/shop/ci/.github/workflows/build.yml@refs/tags/v1';
    const builders: TrustedBuilder[] = [
      {
        name: 'ours',
        idPattern: 'https://github\\.com/shop/ci/.+',
        level: 3,
        signer: 'builder',
      },
      ...knownBuilders,
    ];
    expect(judge(github(reusable), builders)?.provenance.level).toBe(3);
    expect(judge(github(reusable, WORKFLOW), builders)?.provenance.level).toBe(
      1,
    );
  });

  it.each([
    [
      'another repository',
      bundleOf(
        githubProvenance({
          ...stated,
          repository: 'evil/pay',
          builder: WORKFLOW,
        }),
        { claims: {} },
      ),
      'was built from https://github.com/evil/pay, not from Shop/Pay',
    ],
    [
      'another revision',
      bundleOf(
        githubProvenance({
          ...stated,
          sha: 'b2'.repeat(20),
          builder: WORKFLOW,
        }),
        { claims: {} },
      ),
      `was built from revision ${'b2'.repeat(20)}, not from ${SHA}`,
    ],
    [
      'a source that its certificate contradicts',
      bundleOf(githubProvenance({ ...stated, builder: WORKFLOW }), {
        claims: { ...claims, sourceRepository: 'https://github.com/evil/pay' },
      }),
      'its certificate says https://github.com/evil/pay',
    ],
    [
      'no source',
      bundleOf(
        {
          predicateType: 'https://slsa.dev/provenance/v0.2',
          predicate: { builder: { id: GENERATOR } },
        },
        { claims: {} },
      ),
      'names no source repository',
    ],
    [
      'something that is not understood',
      bundleOf({
        predicateType: 'https://slsa.dev/provenance/v1',
        predicate: { buildDefinition: {} },
      }),
      'predicate.runDetails',
    ],
  ])('refuses provenance of %s', (_, bundle, reason) => {
    expect(judge(bundle)).toEqual({
      refused: expect.stringContaining(reason),
      provenance: expect.objectContaining({ level: 0 }),
    });
  });

  it('has nothing to say of what is not verified, or is about something else', () => {
    expect(judge({ ...github(WORKFLOW), verified: false })).toBeUndefined();
    expect(
      judge(
        bundleOf({ predicateType: 'https://cyclonedx.org/bom', predicate: {} }),
      ),
    ).toBeUndefined();
  });

  it('knows a repository by every way to write its address', () => {
    const address = 'https://github.com/shop/pay';
    for (const other of [
      'git+https://github.com/shop/pay',
      'https://github.com/Shop/Pay.git',
      'ssh://git@github.com/shop/pay/',
    ]) {
      expect(sameAddress(address, other)).toBe(true);
    }
    expect(sameAddress(address, 'https://evil.com/shop/pay')).toBe(false);
  });
});
