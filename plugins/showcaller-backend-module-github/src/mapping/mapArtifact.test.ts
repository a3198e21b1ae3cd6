import { map, repository, said } from '../__fixtures__/map';
import { EARLY, SHA } from '../__fixtures__/payloads';

const RELEASE = 'pkg:github/shop/payments@v1';

describe('mapRelease', () => {
  const release = { id: 7, tag_name: 'v1', published_at: EARLY, assets: null };

  it.each([
    ['published', 'artifact.published'],
    ['released', 'artifact.published'],
    ['created', 'showcaller-release.created'],
    ['never-seen', 'showcaller-release.neverseen'],
  ])('maps %s', (action, type) => {
    expect(said('release', { action, release })).toEqual([
      [type, RELEASE, EARLY],
    ]);
  });

  it('gives an artifact for each asset that has a digest', () => {
    const assets = [
      { name: 'payments 1.tgz', digest: 'sha256:ab' },
      { name: 'notes.txt', digest: null },
    ];
    const events = map('release', {
      action: 'published',
      repository,
      release: { ...release, assets },
    });
    expect(events.map(({ customData }) => customData)).toMatchObject([
      { kind: 'artifact', purl: RELEASE, version: 'v1' },
      { purl: `${RELEASE}#payments%201.tgz`, digest: 'sha256:ab' },
    ]);
  });
});

describe('mapPackage', () => {
  const container = {
    name: 'Payments',
    package_type: 'CONTAINER',
    updated_at: EARLY,
    package_version: { version: 'sha256:ab', target_oid: SHA },
  };

  it.each([
    [
      'package',
      'published',
      { package: container },
      'artifact.published',
      'pkg:oci/payments@sha256%3Aab',
    ],
    [
      'registry_package',
      'updated',
      { registry_package: { ...container, package_version: null } },
      'artifact.published',
      'pkg:oci/payments',
    ],
    [
      'registry_package',
      'never_seen',
      { registry_package: { name: '@shop/ui', updated_at: EARLY } },
      'showcaller-package.neverseen',
      'pkg:generic/@shop/ui',
    ],
  ])('maps %s %s', (eventType, action, fields, type, purl) => {
    expect(said(eventType, { action, ...fields })).toEqual([
      [type, purl, EARLY],
    ]);
  });

  it('keeps the digest of an image and the commit that it was built from', () => {
    const [published] = map('package', {
      action: 'published',
      repository,
      package: container,
    });
    expect(published.customData).toMatchObject({
      digest: 'sha256:ab',
      sha: SHA,
    });
  });
});
