import type {
  CdEvent,
  ChangeData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  hashIdentity,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabItem } from './mapGitlabApi';

const LONGEST_TITLE = 500;

/** A merged merge request speaks of the commit that the merge made. */
export function mapMergeRequest(item: GitlabItem): CdEvent[] {
  const { document, repository, source, defaultBranch, events } = item;
  const request = document.requireChild('merge_request');
  const headSha = request.text('sha');
  const sha =
    request.text('merge_commit_sha') ??
    request.text('squash_commit_sha') ??
    request.requireText('sha');
  const branch = request.text('target_branch');
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
      branch === undefined || defaultBranch === undefined
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
  return [
    events.create('change.merged', {
      subjectId: `${repository}@${sha}`,
      content: { repository: { id: repository, source } },
      at: request.time('merged_at') ?? request.time('updated_at'),
      sha,
      data,
    }),
  ];
}
