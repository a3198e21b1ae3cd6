import type {
  Workflow,
  WorkflowRun,
  WorkflowRunCompletedEvent,
  WorkflowRunInProgressEvent,
  WorkflowRunRequestedEvent,
} from '@octokit/webhooks-types';
import type { RunAttempt } from '../simulation/types';
import { nodeId, numericId, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryLite, repositoryPayload } from './repository';

export const workflowName = 'Deliver';
const file = '.github/workflows/deliver.yml';

export function workflowRunRequested(
  context: ChainContext,
  attempt: RunAttempt,
): WorkflowRunRequestedEvent {
  return {
    action: 'requested',
    ...around(context, attempt.startedAt),
    workflow_run: {
      ...run(context, attempt, attempt.startedAt),
      status: 'queued',
      conclusion: null,
    },
  };
}

export function workflowRunInProgress(
  context: ChainContext,
  attempt: RunAttempt,
): WorkflowRunInProgressEvent {
  const at = attempt.jobs[0].startedAt;
  return {
    action: 'in_progress',
    ...around(context, at),
    workflow_run: {
      ...run(context, attempt, at),
      status: 'in_progress',
      conclusion: null,
    },
  };
}

export function workflowRunCompleted(
  context: ChainContext,
  attempt: RunAttempt,
): WorkflowRunCompletedEvent {
  return {
    action: 'completed',
    ...around(context, attempt.finishedAt),
    workflow_run: {
      ...run(context, attempt, attempt.finishedAt),
      status: 'completed',
      conclusion: attempt.conclusion,
    },
  };
}

function around(context: ChainContext, at: number) {
  return {
    organization: context.organization,
    repository: repositoryPayload(context.repository, at),
    sender: context.authorAccount,
    workflow: workflow(context),
  };
}

function workflow({ api, html, chain }: ChainContext): Workflow {
  const id = numericId(`${chain.repository}/${file}`);
  return {
    id,
    node_id: nodeId('W', id),
    name: workflowName,
    path: file,
    state: 'active',
    created_at: '2024-01-16T10:00:00.000Z',
    updated_at: '2025-06-02T10:00:00.000Z',
    url: `${api}/actions/workflows/${id}`,
    html_url: `${html}/blob/main/${file}`,
    badge_url: `${html}/workflows/${workflowName}/badge.svg`,
  };
}

function run(
  context: ChainContext,
  attempt: RunAttempt,
  updatedAt: number,
): Omit<WorkflowRun, 'status' | 'conclusion'> {
  const { chain, api, html, author, repository } = context;
  const { id, number } = chain.run;
  const { commit, pullRequest } = chain;
  const suite = numericId(`suite/${id}`);
  const workflowId = numericId(`${chain.repository}/${file}`);
  const url = `${api}/actions/runs/${id}`;
  const identity = { name: author.name, email: author.email };
  return {
    id,
    name: workflowName,
    node_id: nodeId('WFR', id),
    head_branch: 'main',
    head_sha: commit.sha,
    path: file,
    display_title: commit.message,
    run_number: number,
    event: 'push',
    workflow_id: workflowId,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    url,
    html_url: `${html}/actions/runs/${id}`,
    pull_requests: [],
    created_at: timestamp(chain.run.attempts[0].startedAt),
    updated_at: timestamp(updatedAt),
    actor: context.authorAccount,
    triggering_actor: context.authorAccount,
    run_attempt: attempt.attempt,
    referenced_workflows: [],
    run_started_at: timestamp(attempt.startedAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url:
      attempt.attempt > 1 ? `${url}/attempts/${attempt.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${workflowId}`,
    head_commit: {
      id: commit.sha,
      tree_id: commit.treeId,
      message: commit.message,
      timestamp: timestamp(pullRequest.mergedAt),
      author: identity,
      committer: { name: 'GitHub', email: 'noreply@github.com' },
    },
    repository: repositoryLite(repository),
    head_repository: repositoryLite(repository),
  };
}
