import type { PushEvent } from '@octokit/webhooks-types';
import { committer, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryPayload } from './repository';

/** The squashed commit arrives on the default branch. */
export function push(context: ChainContext): PushEvent {
  const { chain, author, html } = context;
  const { commit, pullRequest } = chain;
  const repository = repositoryPayload(
    context.repository,
    pullRequest.mergedAt,
  );
  const entry = {
    id: commit.sha,
    tree_id: commit.treeId,
    distinct: true,
    message: commit.message,
    timestamp: timestamp(pullRequest.mergedAt),
    url: `${html}/commit/${commit.sha}`,
    author: committer(author),
    committer: {
      name: 'GitHub',
      email: 'noreply@github.com',
      username: 'web-flow',
    },
    added: commit.added,
    removed: commit.removed,
    modified: commit.modified,
  };
  return {
    ref: 'refs/heads/main',
    before: commit.parentSha,
    after: commit.sha,
    // In pushes, and only there, GitHub writes these times as seconds.
    repository: {
      ...repository,
      created_at: Date.parse(String(repository.created_at)) / 1000,
      pushed_at: Math.floor(pullRequest.mergedAt / 1000),
      stargazers: 0,
      master_branch: 'main',
      organization: context.organization.login,
    },
    pusher: { name: author.login, email: author.email },
    organization: context.organization,
    sender: context.authorAccount,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${html}/compare/${commit.parentSha.slice(
      0,
      12,
    )}...${commit.sha.slice(0, 12)}`,
    commits: [entry],
    head_commit: entry,
  };
}
