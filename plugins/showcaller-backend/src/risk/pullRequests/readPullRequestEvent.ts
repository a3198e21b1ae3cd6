import type { ChangeData } from '@showcaller/backstage-plugin-showcaller-common';
import type { StoredEvent } from '../../delivery/types';
import type { PullRequestHead } from './types';

/** What an event makes of the pull request it is about; reviews make nothing new of it. */
const statuses: Array<[prefix: string, status: PullRequestHead['status']]> = [
  ['dev.cdevents.change.created.', 'open'],
  ['dev.cdevents.change.updated.', 'open'],
  ['dev.cdevents.change.abandoned.', 'closed'],
  ['dev.cdevents.change.merged.', 'merged'],
];

/** The pull request that an event speaks of; undefined for any other event. */
export function readPullRequestEvent(
  stored: StoredEvent,
): PullRequestHead | undefined {
  const data = stored.event.customData as ChangeData | undefined;
  const status = statuses.find(([prefix]) =>
    stored.type.startsWith(prefix),
  )?.[1];
  const pullRequest = data?.kind === 'change' ? data.pullRequest : undefined;
  if (!data || !status || !Number.isSafeInteger(pullRequest?.number)) {
    return undefined;
  }
  return {
    repository: data.repository.toLowerCase(),
    number: Number(pullRequest?.number),
    headSha: pullRequest?.headSha ?? data.sha,
    baseSha: pullRequest?.baseSha,
    title: pullRequest?.title ?? data.title,
    url: pullRequest?.url ?? data.url,
    status,
    occurredAt: stored.occurredAt,
  };
}
