import type {
  WorkflowJob,
  WorkflowJobCompletedEvent,
  WorkflowJobInProgressEvent,
} from '@octokit/webhooks-types';
import type { ChainJob, RunAttempt } from '../simulation/types';
import { nodeId, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryPayload } from './repository';
import { workflowName } from './workflowRun';

export function workflowJobInProgress(
  context: ChainContext,
  attempt: RunAttempt,
  job: ChainJob,
): WorkflowJobInProgressEvent {
  return {
    action: 'in_progress',
    workflow_job: {
      ...shared(context, attempt, job),
      status: 'in_progress',
      conclusion: null,
      completed_at: null,
      steps: [
        {
          name: job.steps[0].name,
          status: 'in_progress',
          conclusion: null,
          number: 1,
          started_at: timestamp(job.startedAt),
          completed_at: null,
        },
      ],
    },
    ...around(context, job.startedAt),
  };
}

export function workflowJobCompleted(
  context: ChainContext,
  attempt: RunAttempt,
  job: ChainJob,
): WorkflowJobCompletedEvent {
  return {
    action: 'completed',
    workflow_job: {
      ...shared(context, attempt, job),
      status: 'completed',
      conclusion: job.conclusion,
      completed_at: timestamp(job.finishedAt),
      steps: job.steps.map((step, index) => ({
        name: step.name,
        status: 'completed',
        conclusion: step.conclusion,
        number: index + 1,
        started_at: timestamp(step.startedAt),
        completed_at: timestamp(step.finishedAt),
      })),
    },
    ...around(context, job.finishedAt),
  };
}

function around(context: ChainContext, at: number) {
  return {
    repository: repositoryPayload(context.repository, at),
    organization: context.organization,
    sender: context.authorAccount,
  };
}

function shared(
  { chain, api, html }: ChainContext,
  attempt: RunAttempt,
  job: ChainJob,
): Omit<WorkflowJob, 'status' | 'conclusion' | 'completed_at' | 'steps'> {
  const runner = (job.id % 6) + 1;
  return {
    id: job.id,
    run_id: chain.run.id,
    workflow_name: workflowName,
    head_branch: 'main',
    run_url: `${api}/actions/runs/${chain.run.id}`,
    run_attempt: attempt.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: chain.commit.sha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${html}/actions/runs/${chain.run.id}/job/${job.id}`,
    created_at: timestamp(attempt.startedAt),
    started_at: timestamp(job.startedAt),
    name: job.name,
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['self-hosted', 'linux'],
    runner_id: runner,
    runner_name: `runner-${runner}`,
    runner_group_id: 1,
    runner_group_name: 'Default',
  };
}
