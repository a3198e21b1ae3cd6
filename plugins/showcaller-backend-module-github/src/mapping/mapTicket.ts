import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext } from './MappingContext';

/** An issue is a ticket. Who wrote it and who works on it are left out. */
export function mapIssue(context: MappingContext): CdEvent[] {
  return mapTicket(context, context.action);
}

/** What is said about an issue, or about a pull request as a whole, is an update of it. */
export function mapIssueComment(context: MappingContext): CdEvent[] {
  return mapTicket(context, 'commented');
}

function mapTicket(context: MappingContext, action: string): CdEvent[] {
  context.requireRepository();
  const { payload, repository } = context;
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
      at:
        payload.child('comment')?.time('updated_at') ??
        issue.time('updated_at'),
    }),
  ];
}
