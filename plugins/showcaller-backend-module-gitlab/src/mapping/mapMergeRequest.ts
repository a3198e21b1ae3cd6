import type {
  CdEvent,
  CdEventName,
  ChangeData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  hashIdentity,
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabItem } from './mapGitlabApi';

const LONGEST_TITLE = 500;

/** A merged merge request speaks of the commit that the merge made. */
export function mapMergeRequest(item: GitlabItem): CdEvent[] {
  const request = item.document.requireChild('merge_request');
  return [
    mergeRequestEvent(item, {
      name: 'change.merged',
      request,
      at: request.time('merged_at') ?? request.time('updated_at'),
    }),
  ];
}

/** What happened to a merge request, told as the API tells one; its change is at the head until it is merged. */
export function mergeRequestEvent(
  item: GitlabItem,
  options: { name: CdEventName; request: Payload; at: string | undefined },
): CdEvent {
  const { repository, source, defaultBranch, events } = item;
  const { name, request, at } = options;
  const merged = name === 'change.merged';
  const headSha = request.text('sha');
  const sha =
    (merged
      ? request.text('merge_commit_sha') ?? request.text('squash_commit_sha')
      : undefined) ?? request.requireText('sha');
  const branch = request.text(merged ? 'target_branch' : 'source_branch');
  const title = request.text('title')?.slice(0, LONGEST_TITLE);
  const url = webAddress(request.text('web_url'));
  const data: ChangeData = {
    kind: 'change',
    repository,
    sha,
    title,
    url,
    branch,
    onDefaultBranch:
      !merged || branch === undefined || defaultBranch === undefined
        ? undefined
        : branch === defaultBranch,
    authorHash: hashIdentity(
      request.child('author')?.text('username'),
      item.identitySalt,
    ),
    pullRequest: {
      number: Number(request.requireId('iid')),
      title,
      url,
      headSha,
    },
  };
  return events.create(name, {
    subjectId: `${repository}@${sha}`,
    content: {
      ...(name === 'change.created' &&
        title !== undefined && { description: title }),
      repository: { id: repository, source },
    },
    at,
    sha,
    data,
  });
}
