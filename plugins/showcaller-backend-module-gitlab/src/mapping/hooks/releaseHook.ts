import type {
  ArtifactData,
  CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import type { HookItem } from './HookItem';

const predicates: Record<string, string> = {
  update: 'updated',
  delete: 'deleted',
};

/** A release is an artifact once it is published. */
export function releaseHook(item: HookItem): CdEvent[] {
  const { payload, repository, events } = item;
  const tag = payload.requireText('tag');
  const action = payload.text('action') ?? 'update';
  const sha = payload.child('commit')?.text('id');
  const subjectId = `pkg:gitlab/${repository}@${encodeURIComponent(tag)}`;
  if (action !== 'create') {
    return [
      events.create(['release', predicates[action] ?? 'changed'], {
        subjectId,
        content: { tag },
        sha,
      }),
    ];
  }
  const data: ArtifactData = {
    kind: 'artifact',
    repository,
    purl: subjectId,
    version: tag,
    sha,
    url: webAddress(payload.text('url')),
  };
  return [
    events.create('artifact.published', {
      subjectId,
      content: {},
      at: payload.time('created_at') ?? payload.time('released_at'),
      sha,
      data,
    }),
  ];
}

/** A feature flag was switched: it may change what runs as much as a deployment does. */
export function featureFlagHook(item: HookItem): CdEvent[] {
  const { payload, repository, events } = item;
  const flag = payload.requireChild('object_attributes');
  const active = flag.flag('active') ?? false;
  return [
    events.create(['featureflag', active ? 'enabled' : 'disabled'], {
      subjectId: `${repository}#featureflag-gitlab-${flag.requireId('id')}`,
      content: { name: flag.text('name') ?? 'unnamed', active },
    }),
  ];
}
