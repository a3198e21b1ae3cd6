import { contentString, latestKnown } from './latestKnown';
import { orderEvents, type EventMeaning } from './orderEvents';
import type { ArtifactEventData, DeliveryEvent } from './types';
import { withoutUndefined } from './withoutUndefined';

/** A built or published artifact as its events told it. @public */
export interface ArtifactState {
  repository: string;
  /** Package URL. */
  purl: string;
  status: 'packaged' | 'published';
  digest?: string;
  sha?: string;
  version?: string;
  url?: string;
  /** Subject id of the change it was built from. */
  changeId?: string;
  sbomUri?: string;
  packagedAt?: string;
  publishedAt?: string;
}

interface ArtifactMeaning extends EventMeaning {
  status: ArtifactState['status'];
}

const meanings: Record<string, ArtifactMeaning> = {
  'dev.cdevents.artifact.packaged': { rank: 0, status: 'packaged' },
  'dev.cdevents.artifact.published': { rank: 1, status: 'published' },
};

/**
 * Folds the events of one artifact (`dev.cdevents.artifact.{packaged,published}`) into its state. Once published it
 * stays published. Order of arrival and duplicates do not matter.
 *
 * @returns undefined while the events do not tell repository and package URL.
 * @throws TypeError when an event's time cannot be read.
 * @public
 */
export function foldArtifact(
  events: Iterable<DeliveryEvent<ArtifactEventData>>,
): ArtifactState | undefined {
  const ordered = orderEvents(events, meanings);
  const known = <T>(read: (data: ArtifactEventData) => T | undefined | null) =>
    latestKnown(ordered, event => event.data && read(event.data));
  const content = (...path: string[]) =>
    latestKnown(ordered, event => contentString(event.content, ...path));
  const repository = known(data => data.repository);
  const purl = known(data => data.purl);
  if (!repository || !purl) {
    return undefined;
  }
  const firstAt = (status: ArtifactState['status']) =>
    ordered.find(({ meaning }) => meaning.status === status)?.event.occurredAt;
  const publishedAt = firstAt('published');
  return withoutUndefined<ArtifactState>({
    repository,
    purl,
    status: publishedAt ? 'published' : 'packaged',
    digest: known(data => data.digest),
    sha: known(data => data.sha),
    version: known(data => data.version),
    url: known(data => data.url),
    changeId: content('change', 'id'),
    sbomUri: content('sbom', 'uri'),
    packagedAt: firstAt('packaged'),
    publishedAt,
  });
}
