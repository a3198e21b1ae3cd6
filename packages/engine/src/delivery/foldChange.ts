import { latestKnown } from './latestKnown';
import { orderEvents, type EventMeaning } from './orderEvents';
import type { ChangeEventData, DeliveryEvent } from './types';
import { withoutUndefined } from './withoutUndefined';

/** @public */
export type ChangeStatus = 'created' | 'updated' | 'merged' | 'abandoned';

/** A change (a commit) as its events told it. @public */
export interface ChangeState {
  repository: string;
  sha: string;
  status: ChangeStatus;
  title?: string;
  url?: string;
  branch?: string;
  onDefaultBranch?: boolean;
  pullRequest?: number;
  committedAt?: string;
  authorHash?: string;
  files?: string[];
  /** True when the source cut the file list short, or gave none because of its length. */
  filesTruncated: boolean;
  filesChanged?: number;
  linesAdded?: number;
  linesDeleted?: number;
  /** `occurredAt` of the last event. */
  observedAt: string;
}

interface ChangeMeaning extends EventMeaning {
  status?: ChangeStatus;
  /** A status gives way only to one that is at least as final. */
  finality: number;
}

// An abandoned change can be reopened (`updated` after `abandoned`); a merged one stays merged.
const meanings: Record<string, ChangeMeaning> = {
  'dev.cdevents.change.created': { rank: 0, status: 'created', finality: 0 },
  'dev.cdevents.change.updated': { rank: 1, status: 'updated', finality: 1 },
  'dev.cdevents.change.reviewed': { rank: 2, finality: 0 },
  'dev.cdevents.change.abandoned': {
    rank: 3,
    status: 'abandoned',
    finality: 1,
  },
  'dev.cdevents.change.merged': { rank: 4, status: 'merged', finality: 2 },
};

function fileList(data: ChangeEventData | undefined): string[] | undefined {
  if (!data?.filesAdded && !data?.filesModified && !data?.filesRemoved) {
    return undefined;
  }
  return [
    ...new Set([
      ...(data.filesAdded ?? []),
      ...(data.filesModified ?? []),
      ...(data.filesRemoved ?? []),
    ]),
  ];
}

/**
 * Folds the events of one change (`dev.cdevents.change.{created,updated,reviewed,abandoned,merged}`) into its state.
 * Order of arrival and duplicates do not matter. Per field the latest known value wins, except that a complete
 * file list is never replaced by a shortened one: what a commit touched does not change.
 *
 * @returns undefined while the events do not tell repository and sha.
 * @throws TypeError when an event's time cannot be read.
 * @public
 */
export function foldChange(
  events: Iterable<DeliveryEvent<ChangeEventData>>,
): ChangeState | undefined {
  const ordered = orderEvents(events, meanings);
  const repository = latestKnown(ordered, event => event.data?.repository);
  const sha = latestKnown(ordered, event => event.data?.sha);
  const last = ordered.at(-1);
  if (!last || !repository || !sha) {
    return undefined;
  }

  let status: ChangeStatus = 'created';
  let finality = 0;
  for (const { meaning } of ordered) {
    if (meaning.status && meaning.finality >= finality) {
      status = meaning.status;
      finality = meaning.finality;
    }
  }

  const known = <T>(read: (data: ChangeEventData) => T | undefined | null) =>
    latestKnown(ordered, event => event.data && read(event.data));
  const complete = known(data =>
    data.filesTruncated ? undefined : fileList(data),
  );

  return withoutUndefined<ChangeState>({
    repository,
    sha,
    status,
    title: known(data => data.title),
    url: known(data => data.url),
    branch: known(data => data.branch),
    onDefaultBranch: known(data => data.onDefaultBranch),
    pullRequest: known(data => data.pullRequest?.number),
    committedAt: known(data => data.committedAt),
    authorHash: known(data => data.authorHash),
    files: complete ?? known(fileList),
    filesTruncated: complete
      ? false
      : known(data => data.filesTruncated) ?? false,
    filesChanged: known(data => data.filesChanged),
    linesAdded: known(data => data.linesAdded),
    linesDeleted: known(data => data.linesDeleted),
    observedAt: last.event.occurredAt,
  });
}
