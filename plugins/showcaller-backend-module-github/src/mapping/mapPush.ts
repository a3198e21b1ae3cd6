import type {
  CdEvent,
  ChangeData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext } from './MappingContext';

const NOTHING = /^0+$/;

/** GitHub cuts the lists of a commit there. */
const MOST_FILES = 3_000;

/** A push: its commits are changes; branches and tags come and go with it. */
export function mapPush(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { payload } = context;
  const ref = payload.requireText('ref');
  const branch = ref.startsWith('refs/heads/')
    ? ref.slice('refs/heads/'.length)
    : undefined;
  const after = payload.text('after');
  const deleted =
    payload.flag('deleted') ?? (after !== undefined && NOTHING.test(after));
  const commits = new Map<string, Payload>();
  const head = payload.child('head_commit');
  for (const commit of [
    ...payload.children('commits'),
    ...(head ? [head] : []),
  ]) {
    commits.set(commit.requireText('id'), commit);
  }
  return [
    ...mapRef({ context, ref, branch, deleted }),
    ...(branch === undefined
      ? []
      : [...commits.values()].map(commit =>
          mapCommit(context, commit, branch),
        )),
  ];
}

/** What happened to the ref; an update of a branch with commits says nothing that they do not. */
function mapRef(options: {
  context: MappingContext;
  ref: string;
  branch?: string;
  deleted: boolean;
}): CdEvent[] {
  const { context, ref, branch, deleted } = options;
  const { payload, repository } = context;
  const created = payload.flag('created') ?? false;
  const at = payload.child('repository')?.time('pushed_at');
  if (branch !== undefined && (deleted || created)) {
    return [
      context.event(deleted ? 'branch.deleted' : 'branch.created', {
        subjectId: `${repository}@refs/heads/${branch}`,
        content: { repository: context.repositoryReference() },
        at,
      }),
    ];
  }
  if (branch !== undefined && payload.children('commits').length > 0) {
    return [];
  }
  const subject = branch === undefined ? 'tag' : 'branch';
  let predicate = 'updated';
  if (created || deleted) {
    predicate = deleted ? 'deleted' : 'created';
  }
  return [
    context.event([subject, predicate], {
      subjectId: `${repository}@${ref}`,
      content: { ref },
      at,
    }),
  ];
}

function mapCommit(
  context: MappingContext,
  commit: Payload,
  branch: string,
): CdEvent {
  const { repository, defaultBranch } = context;
  const sha = commit.requireText('id');
  const author = commit.child('author');
  const at = commit.time('timestamp');
  const [filesAdded, filesModified, filesRemoved] = [
    commit.texts('added'),
    commit.texts('modified'),
    commit.texts('removed'),
  ];
  const files = [filesAdded, filesModified, filesRemoved].reduce(
    (sum, list) => sum + (list?.length ?? 0),
    0,
  );
  const data: ChangeData = {
    kind: 'change',
    repository,
    sha,
    title: commit.text('message')?.split('\n')[0].slice(0, 500),
    url: webAddress(commit.text('url')),
    branch,
    onDefaultBranch:
      defaultBranch === undefined ? undefined : branch === defaultBranch,
    authorHash: context.hashIdentity(
      author?.text('email') ?? author?.text('username'),
    ),
    committedAt: at,
    filesAdded,
    filesModified,
    filesRemoved,
    filesTruncated: files >= MOST_FILES || undefined,
  };
  return context.event('change.created', {
    subjectId: `${repository}@${sha}`,
    content: { repository: context.repositoryReference() },
    at,
    sha,
    data,
  });
}
