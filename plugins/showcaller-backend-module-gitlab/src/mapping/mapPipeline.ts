import type {
  CdEvent,
  PipelineRunData,
  TaskRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabItem } from './mapGitlabApi';
import { phaseOf } from './outcomes';

/** A pipeline. Jobs are retried within it, so that it has one attempt only. */
export function mapPipeline(item: GitlabItem): CdEvent[] {
  const { document, repository, source, events } = item;
  const pipeline = document.requireChild('pipeline');
  const id = pipeline.requireId('id');
  const status = pipeline.requireText('status');
  const phase = phaseOf(status);
  const finished = phase.name === 'finished';
  const url =
    webAddress(pipeline.text('web_url')) ??
    webAddress(`${source}/-/pipelines/${id}`);
  const sha = pipeline.text('sha');
  const startedAt = pipeline.time('started_at');
  const finishedAt = finished
    ? pipeline.time('finished_at') ?? pipeline.time('updated_at')
    : undefined;
  const data: PipelineRunData = {
    kind: 'pipelineRun',
    repository,
    sha,
    branch: pipeline.text('ref'),
    runId: `gitlab-${id}`,
    attempt: 1,
    runNumber: pipeline.number('iid'),
    url,
    trigger: pipeline.text('source'),
    startedAt,
    finishedAt,
    rawOutcome: finished ? status : undefined,
  };
  return [
    events.create(`pipelinerun.${phase.name}`, {
      subjectId: `${repository}#run-gitlab-${id}.1`,
      content: {
        pipelineName:
          pipeline.text('name') ?? pipeline.text('ref') ?? 'unnamed',
        uri: url,
        ...(finished && { outcome: phase.outcome }),
      },
      at: finishedAt ?? startedAt ?? pipeline.time('created_at'),
      sha,
      data,
    }),
  ];
}

/** A job; each retry is a job of its own. CDEvents knows no waiting tasks, so those have a type of ours. */
export function mapJob(item: GitlabItem): CdEvent[] {
  const { document, repository, source, events } = item;
  const job = document.requireChild('job');
  const id = job.requireId('id');
  const status = job.requireText('status');
  const phase = phaseOf(status);
  const finished = phase.name === 'finished';
  const pipelineId = job.requireChild('pipeline').requireId('id');
  const url = webAddress(job.text('web_url'));
  const sha =
    job.child('pipeline')?.text('sha') ?? job.child('commit')?.text('id');
  const startedAt = job.time('started_at');
  const finishedAt = finished ? job.time('finished_at') : undefined;
  const retries = job.number('retries');
  const data: TaskRunData & { retries?: number } = {
    kind: 'taskRun',
    repository,
    sha,
    runId: `gitlab-${pipelineId}`,
    attempt: 1,
    url,
    startedAt,
    finishedAt,
    rawOutcome: finished ? status : undefined,
    ...(retries !== undefined && { retries }),
  };
  return [
    events.create(
      phase.name === 'queued' ? ['taskrun', 'queued'] : `taskrun.${phase.name}`,
      {
        subjectId: `${repository}#task-gitlab-${id}`,
        content: {
          taskName: job.text('name'),
          uri: url,
          pipelineRun: {
            id: `${repository}#run-gitlab-${pipelineId}.1`,
            source,
          },
          ...(finished && { outcome: phase.outcome }),
        },
        at: finishedAt ?? startedAt ?? job.time('created_at'),
        sha,
        data,
      },
    ),
  ];
}
