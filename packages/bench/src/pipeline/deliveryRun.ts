import { createHmac, randomUUID } from 'node:crypto';

/** One delivery of a commit to production, as GitHub would tell it. */
export interface DeliveryRun {
  number: number;
  repository: string;
  sha: string;
  previousSha: string;
  at: Date;
}

/** A signed webhook. */
export interface SignedWebhook {
  headers: Record<string, string>;
  body: string;
}

/** Id of the deployment of a run, as the backend lists it. */
export function deploymentIdOf(run: DeliveryRun): string {
  return `${run.repository}#deployment-${run.number}`;
}

/**
 * The webhooks of a run in their order: push, the pipeline's start and end, the deployment, its end. What the product
 * does not read of GitHub's payloads is left out.
 */
export function webhooksOf(
  run: DeliveryRun,
  secret: string,
): Record<
  'push' | 'started' | 'finished' | 'deployment' | 'deployed',
  SignedWebhook
> {
  const time = `${run.at.toISOString().slice(0, 19)}Z`;
  const [owner, name] = run.repository.split('/');
  const login = { login: 'author', id: 1, type: 'User' };
  const html = `https://github.com/${run.repository}`;
  const common = {
    repository: {
      id: 1,
      name,
      full_name: run.repository,
      html_url: html,
      default_branch: 'main',
      owner: { ...login, login: owner },
    },
    sender: login,
  };
  const person = { name: 'Author', email: 'author@example.com' };
  const head = {
    id: run.sha,
    message: `Change ${run.number}`,
    timestamp: time,
    url: `${html}/commit/${run.sha}`,
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: ['src/core/file1.ts'],
    distinct: true,
  };
  const pipeline = (action: string, conclusion: string | null) => ({
    ...common,
    action,
    workflow: { id: 1, name: 'CI', path: '.github/workflows/ci.yaml' },
    workflow_run: {
      id: run.number,
      name: 'CI',
      run_attempt: 1,
      run_number: run.number,
      event: 'push',
      status: conclusion ? 'completed' : 'requested',
      conclusion,
      head_sha: run.sha,
      head_branch: 'main',
      html_url: `${html}/actions/runs/${run.number}`,
      created_at: time,
      updated_at: time,
      run_started_at: time,
      head_commit: head,
      actor: login,
      pull_requests: [],
    },
  });
  const deployment = {
    id: run.number,
    sha: run.sha,
    ref: 'main',
    task: 'deploy',
    environment: 'production',
    payload: {},
    description: null,
    created_at: time,
    updated_at: time,
    url: `https://api.github.com/repos/${run.repository}/deployments/${run.number}`,
    creator: login,
  };
  const sign = (event: string, payload: object) =>
    signed({ event, payload, secret });
  return {
    push: sign('push', {
      ...common,
      ref: 'refs/heads/main',
      before: run.previousSha,
      after: run.sha,
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${html}/compare`,
      pusher: person,
      commits: [head],
      head_commit: head,
    }),
    started: sign('workflow_run', pipeline('requested', null)),
    finished: sign('workflow_run', pipeline('completed', 'success')),
    deployment: sign('deployment', {
      ...common,
      action: 'created',
      deployment,
    }),
    deployed: sign('deployment_status', {
      ...common,
      action: 'created',
      deployment,
      deployment_status: {
        id: run.number,
        state: 'success',
        environment: 'production',
        created_at: time,
        updated_at: time,
        target_url: '',
        log_url: '',
        environment_url: '',
        description: '',
        creator: login,
      },
    }),
  };
}

function signed(options: {
  event: string;
  payload: object;
  secret: string;
}): SignedWebhook {
  const body = JSON.stringify(options.payload);
  const signature = createHmac('sha256', options.secret)
    .update(body)
    .digest('hex');
  return {
    headers: {
      'content-type': 'application/json',
      'x-github-event': options.event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  };
}
