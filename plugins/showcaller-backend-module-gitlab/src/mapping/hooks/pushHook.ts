import type {
  CdEvent,
  ChangeData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  hashIdentity,
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { HookItem } from './HookItem';

const NOTHING = /^0+$/;
const BRANCH = 'refs/heads/';
const LONGEST_TITLE = 500;

/** A push to a branch: its commits are changes. GitLab tells the last 20; others are read from the repository. */
export function pushHook(item: HookItem): CdEvent[] {
  const { payload, repository, source, events } = item;
  const ref = payload.requireText('ref');
  const branch = ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : ref;
  const change = refChange(payload);
  const commits = new Map(
    payload
      .children('commits')
      .map(commit => [commit.requireText('id'), commit] as const),
  );
  return [
    ...(change === 'updated'
      ? []
      : [
          events.create(`branch.${change}`, {
            subjectId: `${repository}@${BRANCH}${branch}`,
            content: { repository: { id: repository, source } },
          }),
        ]),
    ...[...commits.values()].map(commit => mapCommit(item, commit, branch)),
  ];
}

/** A tag comes, moves or goes; its commits were told by the push of their branch. */
export function tagPushHook(item: HookItem): CdEvent[] {
  const { payload, repository, events } = item;
  const ref = payload.requireText('ref');
  return [
    events.create(['tag', refChange(payload)], {
      subjectId: `${repository}@${ref}`,
      content: { ref },
      sha: payload.text('checkout_sha'),
    }),
  ];
}

/** GitLab writes zeros for what was not before, or is not after. */
function refChange(payload: Payload): 'created' | 'deleted' | 'updated' {
  const [before, after] = ['before', 'after'].map(name => payload.text(name));
  if (after !== undefined && NOTHING.test(after)) {
    return 'deleted';
  }
  return before !== undefined && NOTHING.test(before) ? 'created' : 'updated';
}

function mapCommit(item: HookItem, commit: Payload, branch: string): CdEvent {
  const { repository, source, defaultBranch, events, identitySalt } = item;
  const sha = commit.requireText('id');
  const at = commit.time('timestamp');
  const title = commit.text('title') ?? commit.text('message')?.split('\n')[0];
  const data: ChangeData = {
    kind: 'change',
    repository,
    sha,
    title: title?.slice(0, LONGEST_TITLE),
    url: webAddress(commit.text('url')),
    branch,
    onDefaultBranch:
      defaultBranch === undefined ? undefined : branch === defaultBranch,
    authorHash: hashIdentity(
      commit.child('author')?.text('email'),
      identitySalt,
    ),
    committedAt: at,
    filesAdded: commit.texts('added'),
    filesModified: commit.texts('modified'),
    filesRemoved: commit.texts('removed'),
  };
  return events.create('change.created', {
    subjectId: `${repository}@${sha}`,
    content: { repository: { id: repository, source } },
    at,
    sha,
    data,
  });
}
