import type {
  CdEvent,
  PipelineRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext } from './MappingContext';
import { outcomeOf } from './outcomes';

/** An attempt of a workflow run is a pipeline run; a re-run is another one. */
export function mapWorkflowRun(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const run = payload.requireChild('workflow_run');
  const runId = run.requireId('id');
  const attempt = run.number('run_attempt') ?? 1;
  const url =
    webAddress(run.text('html_url')) ??
    `${context.source}/actions/runs/${runId}`;
  const startedAt = run.time('run_started_at') ?? run.time('created_at');
  const finished = action === 'completed';
  const finishedAt = finished ? run.time('updated_at') : undefined;
  const conclusion = run.text('conclusion');
  const sha = run.text('head_sha');
  const data: PipelineRunData = {
    kind: 'pipelineRun',
    repository,
    sha,
    branch: run.text('head_branch'),
    runId,
    attempt,
    runNumber: run.number('run_number'),
    url,
    trigger: run.text('event'),
    startedAt: action === 'requested' ? undefined : startedAt,
    finishedAt,
    rawOutcome: finished ? conclusion : undefined,
  };
  const pipelineName =
    run.text('name') ??
    payload.child('workflow')?.text('name') ??
    run.text('path') ??
    'unnamed';
  const common = {
    subjectId: `${repository}#run-${runId}.${attempt}`,
    sha,
    data,
  };
  if (finished) {
    return [
      context.event('pipelinerun.finished', {
        ...common,
        content: { pipelineName, uri: url, outcome: outcomeOf(conclusion) },
        at: finishedAt,
      }),
    ];
  }
  return [
    context.event(
      action === 'in_progress' ? 'pipelinerun.started' : 'pipelinerun.queued',
      {
        ...common,
        content: { pipelineName, uri: url },
        at: action === 'in_progress' ? run.time('updated_at') : startedAt,
      },
    ),
  ];
}
