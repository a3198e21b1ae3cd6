import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { MappingContext } from './MappingContext';

/** `create` and `delete`: a branch or a tag. */
export function mapRefChange(predicate: 'created' | 'deleted') {
  return (context: MappingContext): CdEvent[] => {
    context.requireRepository();
    const { payload, repository } = context;
    const ref = payload.requireText('ref');
    const at = payload.child('repository')?.time('pushed_at');
    return payload.text('ref_type') === 'tag'
      ? [
          context.event(['tag', predicate], {
            subjectId: `${repository}@refs/tags/${ref}`,
            content: { ref },
            at,
          }),
        ]
      : [
          context.event(`branch.${predicate}`, {
            subjectId: `${repository}@refs/heads/${ref}`,
            content: { repository: context.repositoryReference() },
            at,
          }),
        ];
  };
}

/** A repository comes, changes or goes. */
export function mapRepository(context: MappingContext): CdEvent[] {
  const { action, payload, repository, source } = context;
  const subject = payload.requireChild('repository');
  const content = { uri: source, name: subject.requireText('name') };
  const at = subject.time('updated_at');
  if (action === 'created') {
    return [
      context.event('repository.created', {
        subjectId: repository,
        content,
        at: subject.time('created_at'),
      }),
    ];
  }
  return [
    context.event(
      action === 'deleted' ? 'repository.deleted' : 'repository.modified',
      { subjectId: repository, content, at },
    ),
  ];
}
