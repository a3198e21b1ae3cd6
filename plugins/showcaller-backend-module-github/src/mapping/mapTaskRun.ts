import type {
  CdEvent,
  TaskRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { ASK_FOR_APPROVAL } from '../gate/names';
import { MappingContext } from './MappingContext';
import { outcomeOf } from './outcomes';

const phases = new Set(['queued', 'waiting', 'in_progress', 'completed']);

/** A job of a workflow run. CDEvents knows no waiting tasks, so those have types of ours. */
export function mapWorkflowJob(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const job = context.payload.requireChild('workflow_job');
  const runId = job.requireId('run_id');
  const attempt = job.number('run_attempt') ?? 1;
  return [
    taskEvent(context, {
      task: job,
      phase: phases.has(context.action)
        ? context.action
        : job.text('status') ?? context.action,
      run: { runId, attempt },
      queuedAt: job.time('created_at') ?? job.time('started_at'),
      steps: job.children('steps').map(step => ({
        name: step.text('name') ?? `step ${step.number('number') ?? ''}`.trim(),
        status: step.text('status'),
        outcome: step.text('conclusion'),
        startedAt: step.time('started_at'),
        finishedAt: step.time('completed_at'),
      })),
    }),
  ];
}

/** A check of any app. The check of a GitHub Actions job has the job's id: both speak of one task. */
export function mapCheckRun(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const check = payload.requireChild('check_run');
  if (action === 'requested_action') {
    const asked = payload.child('requested_action')?.text('identifier') ?? '';
    // A click in GitHub marks that somebody wants an answer. It approves nothing: only the portal knows who may.
    const isGate = asked === ASK_FOR_APPROVAL;
    return [
      context.event(
        isGate ? ['approval', 'asked'] : ['checkrun', 'actionrequested'],
        {
          subjectId: `${repository}#task-${check.requireId('id')}`,
          content: { action: asked },
          at: check.time('completed_at') ?? check.time('started_at'),
          sha: check.text('head_sha'),
        },
      ),
    ];
  }
  const status = check.text('status');
  return [
    taskEvent(context, {
      task: check,
      phase: status ?? action,
      queuedAt: check.time('started_at'),
    }),
  ];
}

function taskEvent(
  context: MappingContext,
  options: {
    task: Payload;
    phase: string;
    run?: { runId: string; attempt: number };
    queuedAt?: string;
    steps?: TaskRunData['steps'];
  },
): CdEvent {
  const { repository } = context;
  const { task, phase, run, queuedAt, steps } = options;
  const finished = phase === 'completed';
  const waiting = phase !== 'in_progress' && !finished;
  const startedAt = waiting ? undefined : task.time('started_at');
  const finishedAt = finished ? task.time('completed_at') : undefined;
  const conclusion = finished ? task.text('conclusion') : undefined;
  const url =
    webAddress(task.text('html_url')) ?? webAddress(task.text('details_url'));
  const sha = task.text('head_sha');
  const data: TaskRunData = {
    kind: 'taskRun',
    repository,
    sha,
    runId: run?.runId,
    attempt: run?.attempt,
    url,
    startedAt,
    finishedAt,
    rawOutcome: conclusion,
    steps,
  };
  const content = {
    taskName: task.text('name'),
    uri: url,
    pipelineRun: run && {
      id: `${repository}#run-${run.runId}.${run.attempt}`,
      source: context.source,
    },
  };
  const common = {
    subjectId: `${repository}#task-${task.requireId('id')}`,
    sha,
    data,
  };
  if (waiting) {
    return context.event(
      ['taskrun', phase === 'waiting' ? 'waiting' : 'queued'],
      {
        ...common,
        content: { ...content },
        at: queuedAt,
      },
    );
  }
  return finished
    ? context.event('taskrun.finished', {
        ...common,
        content: { ...content, outcome: outcomeOf(conclusion) },
        at: finishedAt ?? startedAt,
      })
    : context.event('taskrun.started', { ...common, content, at: startedAt });
}
