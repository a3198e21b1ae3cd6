import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { MappingContext, webAddress } from './MappingContext';

/** An issue is a ticket. Who wrote it and who works on it are left out. */
export function mapIssue(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const issue = payload.requireChild('issue');
  const number = issue.requireId('number');
  const common = {
    subjectId: `${repository}#issue-${number}`,
    content: {
      summary: issue.text('title') ?? `#${number}`,
      uri:
        webAddress(issue.text('html_url')) ??
        `${context.source}/issues/${number}`,
      labels: issue
        .children('labels')
        .flatMap(label => label.text('name') ?? []),
      milestone: issue.child('milestone')?.text('title'),
    },
  };
  if (action === 'opened') {
    return [
      context.event('ticket.created', {
        ...common,
        content: {
          ...common.content,
          creator:
            context.hashIdentity(issue.child('user')?.text('login')) ??
            'unknown',
        },
        at: issue.time('created_at'),
      }),
    ];
  }
  if (action === 'closed' || action === 'deleted') {
    return [
      context.event('ticket.closed', {
        ...common,
        content: {
          ...common.content,
          resolution: issue.text('state_reason') ?? action,
        },
        at: issue.time('closed_at') ?? issue.time('updated_at'),
      }),
    ];
  }
  return [
    context.event('ticket.updated', {
      ...common,
      at: issue.time('updated_at'),
    }),
  ];
}
