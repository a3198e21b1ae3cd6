import type {
  CdEvent,
  CdEventName,
} from '@showcaller/backstage-plugin-showcaller-common';
import { Payload } from '@showcaller/backstage-plugin-showcaller-node';
import { mergeRequestEvent } from '../mapMergeRequest';
import type { HookItem } from './HookItem';
import { mergeRequestGateRequests } from './mergeRequestQuestions';

/** What is done with a merge request, and what becomes of its change. Anything else is an update. */
const actions: Record<string, CdEventName> = {
  open: 'change.created',
  merge: 'change.merged',
  close: 'change.abandoned',
  approved: 'change.reviewed',
  approval: 'change.reviewed',
  unapproved: 'change.reviewed',
  unapproval: 'change.reviewed',
};

/** A merge request speaks of the change at its head, and, once merged, of the commit that the merge made. */
export function mergeRequestHook(item: HookItem): CdEvent[] {
  const { payload } = item;
  const request = payload.requireChild('object_attributes');
  const action = request.text('action') ?? 'update';
  const name = Object.hasOwn(actions, action)
    ? actions[action]
    : 'change.updated';
  return [
    mergeRequestEvent(item, {
      name,
      request: asInApi(request, payload),
      at: request.time(name === 'change.created' ? 'created_at' : 'updated_at'),
    }),
    ...mergeRequestGateRequests(item, action),
  ];
}

/** A comment on a merge request by another person than its author: its change was looked at. */
export function noteHook(item: HookItem): CdEvent[] | undefined {
  const { payload } = item;
  const note = payload.requireChild('object_attributes');
  const request = payload.child('merge_request');
  if (
    note.text('noteable_type') !== 'MergeRequest' ||
    !request ||
    note.flag('system') ||
    note.number('author_id') === request.number('author_id')
  ) {
    return undefined;
  }
  return [
    mergeRequestEvent(item, {
      name: 'change.reviewed',
      request: asInApi(request, payload),
      at: note.time('updated_at') ?? note.time('created_at'),
    }),
  ];
}

/** Only the number of the author is told; who acts is told by name, and is often the same person. */
function asInApi(request: Payload, payload: Payload): Payload {
  const user = payload.child('user');
  const authorId = request.number('author_id');
  const isAuthor = authorId !== undefined && user?.number('id') === authorId;
  return Payload.of({
    iid: request.requireId('iid'),
    sha: request.requireChild('last_commit').requireText('id'),
    merge_commit_sha: request.text('merge_commit_sha'),
    squash_commit_sha: request.text('squash_commit_sha'),
    source_branch: request.text('source_branch'),
    target_branch: request.text('target_branch'),
    title: request.text('title'),
    web_url: request.text('url'),
    ...(isAuthor && { author: { username: user?.text('username') } }),
  });
}
