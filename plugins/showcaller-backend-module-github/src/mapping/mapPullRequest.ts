import type {
  CdEvent,
  CdEventName,
  ChangeData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext } from './MappingContext';

/**
 * A pull request speaks of the change at its head, and, once merged, of the commit that the merge made. What it
 * knows of lines and files belongs to that change.
 */
export function mapPullRequest(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { payload, action } = context;
  const pullRequest = payload.requireChild('pull_request');
  const merged =
    action === 'closed' &&
    (pullRequest.flag('merged') ?? pullRequest.text('merged_at') !== undefined);
  const headSha = pullRequest.requireChild('head').requireText('sha');
  const mergeSha = pullRequest.text('merge_commit_sha');
  if (merged) {
    return [
      changeEvent(context, 'change.merged', {
        pullRequest,
        sha: mergeSha ?? headSha,
        at: pullRequest.time('merged_at') ?? pullRequest.time('closed_at'),
      }),
    ];
  }
  if (action === 'closed') {
    return [
      changeEvent(context, 'change.abandoned', {
        pullRequest,
        sha: headSha,
        at: pullRequest.time('closed_at'),
      }),
    ];
  }
  return [
    changeEvent(
      context,
      action === 'opened' ? 'change.created' : 'change.updated',
      {
        pullRequest,
        sha: headSha,
        at:
          action === 'opened'
            ? pullRequest.time('created_at')
            : pullRequest.time('updated_at'),
      },
    ),
  ];
}

/** A review, and what is said in one: the change at the head was looked at. */
export function mapPullRequestReview(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { payload } = context;
  const pullRequest = payload.requireChild('pull_request');
  const review =
    payload.child('review') ??
    payload.child('comment') ??
    payload.child('thread');
  return [
    changeEvent(context, 'change.reviewed', {
      pullRequest,
      sha:
        review?.text('commit_id') ??
        pullRequest.requireChild('head').requireText('sha'),
      at:
        review?.time('submitted_at') ??
        review?.time('updated_at') ??
        pullRequest.time('updated_at'),
    }),
  ];
}

function changeEvent(
  context: MappingContext,
  name: CdEventName,
  options: { pullRequest: Payload; sha: string; at?: string },
): CdEvent {
  const { repository, defaultBranch } = context;
  const { pullRequest, sha, at } = options;
  const merged = name === 'change.merged';
  const base = pullRequest.child('base')?.text('ref');
  const url = webAddress(pullRequest.text('html_url'));
  const title = pullRequest.text('title')?.slice(0, 500);
  const data: ChangeData = {
    kind: 'change',
    repository,
    sha,
    title,
    url,
    branch: merged ? base : pullRequest.child('head')?.text('ref'),
    onDefaultBranch:
      merged && base !== undefined ? base === defaultBranch : undefined,
    authorHash: context.hashIdentity(pullRequest.child('user')?.text('login')),
    pullRequest: {
      number: Number(pullRequest.requireId('number')),
      title,
      url,
      headSha: pullRequest.requireChild('head').text('sha'),
      baseSha: pullRequest.child('base')?.text('sha'),
    },
    filesChanged: pullRequest.number('changed_files'),
    linesAdded: pullRequest.number('additions'),
    linesDeleted: pullRequest.number('deletions'),
  };
  return context.event(name, {
    subjectId: `${repository}@${sha}`,
    content: {
      ...(name === 'change.created' &&
        title !== undefined && { description: title }),
      repository: context.repositoryReference(),
    },
    at,
    sha,
    data,
  });
}
