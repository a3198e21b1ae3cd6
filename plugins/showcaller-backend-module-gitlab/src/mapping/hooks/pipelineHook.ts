import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { Payload } from '@showcaller/backstage-plugin-showcaller-node';
import { mapJob, mapPipeline } from '../mapPipeline';
import { pipelineGateRequests, jobGateRequests } from './deploymentQuestions';
import type { HookItem } from './HookItem';

/** A pipeline, as the API would tell it. */
export function pipelineHook(item: HookItem): CdEvent[] {
  const { payload } = item;
  const pipeline = payload.requireChild('object_attributes');
  const document = Payload.of({
    pipeline: {
      id: pipeline.requireId('id'),
      iid: pipeline.number('iid'),
      sha: pipeline.text('sha'),
      ref: pipeline.text('ref'),
      source: pipeline.text('source'),
      status: pipeline.requireText('status'),
      name: pipeline.text('name'),
      web_url: pipeline.text('url'),
      created_at: pipeline.time('created_at'),
      started_at: startOf(pipeline),
      finished_at: pipeline.time('finished_at'),
    },
  });
  return [...mapPipeline({ ...item, document }), ...pipelineGateRequests(item)];
}

/** The hook tells when a pipeline was created and how many seconds it waited then. */
function startOf(pipeline: Payload): string | undefined {
  const created = pipeline.time('created_at');
  const waited = pipeline.number('queued_duration');
  return created === undefined || waited === undefined
    ? undefined
    : new Date(Date.parse(created) + waited * 1000).toISOString();
}

/** A job, as the API would tell it. The commit of the hook is its pipeline: `commit.id` is the pipeline's. */
export function jobHook(item: HookItem): CdEvent[] {
  const { payload, source } = item;
  const id = payload.requireId('build_id');
  const commit = payload.child('commit');
  const document = Payload.of({
    job: {
      id,
      name: payload.text('build_name'),
      status: payload.requireText('build_status'),
      created_at: payload.time('build_created_at'),
      started_at: payload.time('build_started_at'),
      finished_at: payload.time('build_finished_at'),
      retries: payload.number('retries_count'),
      web_url: `${source}/-/jobs/${id}`,
      pipeline: {
        id: commit?.number('id') ?? payload.requireId('pipeline_id'),
        sha: payload.text('sha') ?? commit?.text('sha'),
      },
    },
  });
  return [...mapJob({ ...item, document }), ...jobGateRequests(item)];
}
