import type {
  PullRequest,
  PullRequestClosedEvent,
  PullRequestOpenedEvent,
} from '@octokit/webhooks-types';
import { nodeId, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryPayload } from './repository';

export function pullRequestOpened(
  context: ChainContext,
): PullRequestOpenedEvent {
  const { pullRequest } = context.chain;
  return {
    action: 'opened',
    number: pullRequest.number,
    pull_request: {
      ...shared(context, pullRequest.openedAt),
      state: 'open',
      closed_at: null,
      merged_at: null,
      merge_commit_sha: null,
      merged: false,
      mergeable: null,
      rebaseable: null,
      mergeable_state: 'unknown',
      merged_by: null,
      active_lock_reason: null,
    },
    repository: repositoryPayload(context.repository, pullRequest.openedAt),
    organization: context.organization,
    sender: context.authorAccount,
  };
}

/** Squashed and merged by the reviewer. */
export function pullRequestMerged(
  context: ChainContext,
): PullRequestClosedEvent {
  const { pullRequest, commit } = context.chain;
  const mergedAt = timestamp(pullRequest.mergedAt);
  return {
    action: 'closed',
    number: pullRequest.number,
    pull_request: {
      ...shared(context, pullRequest.mergedAt),
      state: 'closed',
      closed_at: mergedAt,
      merged_at: mergedAt,
      merge_commit_sha: commit.sha,
      merged: true,
      mergeable: null,
      rebaseable: null,
      mergeable_state: 'unknown',
      merged_by: context.reviewerAccount,
    },
    repository: repositoryPayload(context.repository, pullRequest.mergedAt),
    organization: context.organization,
    sender: context.reviewerAccount,
  };
}

type SharedFields = Omit<
  PullRequest,
  | 'state'
  | 'closed_at'
  | 'merged_at'
  | 'merge_commit_sha'
  | 'merged'
  | 'mergeable'
  | 'rebaseable'
  | 'mergeable_state'
  | 'merged_by'
  | 'active_lock_reason'
> & { active_lock_reason: null };

function shared(context: ChainContext, updatedAt: number): SharedFields {
  const { chain, repository, api, html } = context;
  const { pullRequest, commit } = chain;
  const { number } = pullRequest;
  const url = `${api}/pulls/${number}`;
  const issue = `${api}/issues/${number}`;
  const statuses = `${api}/statuses/${pullRequest.headSha}`;
  const base = repositoryPayload(repository, pullRequest.openedAt);
  return {
    url,
    id: pullRequest.id,
    node_id: nodeId('PR', pullRequest.id),
    html_url: `${html}/pull/${number}`,
    diff_url: `${html}/pull/${number}.diff`,
    patch_url: `${html}/pull/${number}.patch`,
    issue_url: issue,
    number,
    locked: false,
    title: pullRequest.title,
    user: context.authorAccount,
    body: null,
    created_at: timestamp(pullRequest.openedAt),
    updated_at: timestamp(updatedAt),
    assignee: null,
    assignees: [],
    requested_reviewers: [context.reviewerAccount],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: {
      label: `${base.owner.login}:${pullRequest.branch}`,
      ref: pullRequest.branch,
      sha: pullRequest.headSha,
      user: base.owner,
      repo: base,
    },
    base: {
      label: `${base.owner.login}:main`,
      ref: 'main',
      sha: commit.parentSha,
      user: base.owner,
      repo: base,
    },
    _links: {
      self: { href: url },
      html: { href: `${html}/pull/${number}` },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: commit.linesAdded,
    deletions: commit.linesDeleted,
    changed_files:
      commit.added.length + commit.modified.length + commit.removed.length,
  };
}
