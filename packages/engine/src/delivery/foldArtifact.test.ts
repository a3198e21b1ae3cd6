import fc from 'fast-check';
import { foldArtifact } from './foldArtifact';
import type { ArtifactEventData, DeliveryEvent } from './types';

function event(
  predicate: string,
  minute: number,
  data: ArtifactEventData = {},
  content: Record<string, unknown> = {},
): DeliveryEvent<ArtifactEventData> {
  const at = new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  return {
    id: `${predicate}-${minute}`,
    type: `dev.cdevents.artifact.${predicate}.0.3.0`,
    occurredAt: at,
    receivedAt: at,
    data: { repository: 'shop/web', purl: 'pkg:oci/web@1', ...data },
    content,
  };
}

const packaged = event(
  'packaged',
  0,
  { sha: 'abc' },
  { change: { id: 'shop/web@abc' }, sbom: { uri: 'https://x.example/sbom' } },
);
const published = event('published', 1, { digest: 'sha256:1', version: '1' });

describe('foldArtifact', () => {
  it('gathers what packaging and publishing told', () => {
    expect(foldArtifact([packaged, published])).toEqual({
      repository: 'shop/web',
      purl: 'pkg:oci/web@1',
      status: 'published',
      digest: 'sha256:1',
      version: '1',
      sha: 'abc',
      changeId: 'shop/web@abc',
      sbomUri: 'https://x.example/sbom',
      packagedAt: '2026-01-01T12:00:00.000Z',
      publishedAt: '2026-01-01T12:01:00.000Z',
    });
  });

  it('stays published when it is packaged again', () => {
    expect(foldArtifact([published, event('packaged', 5)])?.status).toBe(
      'published',
    );
    expect(foldArtifact([packaged])?.status).toBe('packaged');
  });

  it('is undefined without a package URL', () => {
    expect(foldArtifact([event('packaged', 0, { purl: undefined })])).toBe(
      undefined,
    );
  });

  it('comes to the same state in any order of arrival and with any duplicates', () => {
    const events = [packaged, published, event('published', 3, { url: 'u' })];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...events, ...events], { minLength: 6 }),
        shuffled => {
          expect(foldArtifact(shuffled)).toEqual(foldArtifact(events));
        },
      ),
    );
  });
});
