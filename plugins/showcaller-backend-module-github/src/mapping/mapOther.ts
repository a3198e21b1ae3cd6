import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext, predicateOf } from './MappingContext';
import { outcomeOf } from './outcomes';

/** GitHub tries the webhook out. */
export function mapPing(context: MappingContext): CdEvent[] {
  const { payload } = context;
  return [
    context.event(['webhook', 'pinged'], {
      subjectId: `hook-${payload.requireId('hook_id')}`,
      content: { events: payload.child('hook')?.texts('events') ?? [] },
    }),
  ];
}

/** All checks of an app on a commit; its checks themselves come as check runs. */
export function mapCheckSuite(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const suite = payload.requireChild('check_suite');
  const outcome = outcomeOf(suite.text('conclusion'));
  return [
    context.event(
      ['checksuite', action === 'completed' ? 'finished' : 'requested'],
      {
        subjectId: `${repository}#checksuite-${suite.requireId('id')}`,
        content: {
          app: suite.child('app')?.text('slug') ?? 'unknown',
          ...(outcome !== undefined && { outcome }),
        },
        at: suite.time('updated_at') ?? suite.time('created_at'),
        sha: suite.text('head_sha'),
      },
    ),
  ];
}

/** The older way of saying how a check of a commit went. */
export function mapStatus(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { payload, repository } = context;
  const sha = payload.requireText('sha');
  const name = payload.text('context') ?? 'default';
  const state = payload.requireText('state');
  const uri = webAddress(payload.text('target_url'));
  return [
    context.event(
      ['commitstatus', state === 'pending' ? 'queued' : 'finished'],
      {
        subjectId: `${repository}@${sha}#${name}`,
        content: { state, ...(uri !== undefined && { uri }) },
        at: payload.time('updated_at') ?? payload.time('created_at'),
        sha,
      },
    ),
  ];
}

/** Somebody is asked, or has answered, whether a run may deploy. */
export function mapDeploymentReview(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const run = payload.requireChild('workflow_run');
  const runId = run.requireId('id');
  return [
    context.event(['approval', predicateOf(action)], {
      subjectId: `${repository}#approval-${runId}`,
      content: {
        run: `${repository}#run-${runId}.${run.number('run_attempt') ?? 1}`,
        environment: payload.text('environment') ?? 'unknown',
      },
      at: payload.time('since') ?? run.time('updated_at'),
      sha: run.text('head_sha'),
    }),
  ];
}
