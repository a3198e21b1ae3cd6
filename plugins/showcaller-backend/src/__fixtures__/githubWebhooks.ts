import { createHmac } from 'node:crypto';

export const SECRET = 'a secret of the tests';

/** A signed webhook as GitHub would send it. */
export interface SignedWebhook {
  headers: Record<string, string>;
  body: string;
}

/** One merged pull request that is deployed to production. */
export interface Delivery {
  number: number;
  repository: string;
  sha: string;
  linesAdded: number;
  at: Date;
}

/** Pull request, pipeline, deployment and its outcome, in their order. */
export function webhooksOf(delivery: Delivery): SignedWebhook[] {
  const { number, repository, sha, at } = delivery;
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const earlier = `${new Date(at.getTime() - 60_000)
    .toISOString()
    .slice(0, 19)}Z`;
  const [owner, name] = repository.split('/');
  const account = { login: 'someone', id: 7, type: 'User' };
  const html = `https://github.com/${repository}`;
  const common = {
    repository: {
      id: 1,
      name,
      full_name: repository,
      html_url: html,
      default_branch: 'main',
      owner: { ...account, login: owner },
    },
    sender: account,
  };
  const pipeline = (action: string, conclusion: string | null) => ({
    ...common,
    action,
    workflow: { id: 1, name: 'CI', path: '.github/workflows/ci.yaml' },
    workflow_run: {
      id: number,
      name: 'CI',
      run_attempt: 1,
      run_number: number,
      event: 'push',
      status: conclusion ? 'completed' : 'queued',
      conclusion,
      head_sha: sha,
      head_branch: 'main',
      html_url: `${html}/actions/runs/${number}`,
      created_at: earlier,
      run_started_at: earlier,
      updated_at: earlier,
      head_commit: null,
      actor: account,
      pull_requests: [],
    },
  });
  const deployment = {
    id: number,
    sha,
    ref: 'main',
    task: 'deploy',
    environment: 'production',
    payload: {},
    description: null,
    created_at: time,
    updated_at: time,
    url: `https://api.github.com/repos/${repository}/deployments/${number}`,
    creator: account,
  };
  return [
    sign(number, 'pull_request', {
      ...common,
      action: 'closed',
      number,
      pull_request: {
        id: number,
        number,
        title: `Change ${number}`,
        state: 'closed',
        merged: true,
        draft: false,
        html_url: `${html}/pull/${number}`,
        user: account,
        merge_commit_sha: sha,
        head: { sha: sha.replace(/./g, 'e'), ref: 'topic' },
        base: { sha: 'd'.repeat(40), ref: 'main' },
        additions: delivery.linesAdded,
        deletions: 1,
        changed_files: 3,
        commits: 1,
        created_at: earlier,
        updated_at: earlier,
        closed_at: earlier,
        merged_at: earlier,
      },
    }),
    sign(number, 'workflow_run', pipeline('requested', null)),
    sign(number, 'workflow_run', pipeline('completed', 'success')),
    sign(number, 'deployment', { ...common, action: 'created', deployment }),
    sign(number, 'deployment_status', {
      ...common,
      action: 'created',
      deployment,
      deployment_status: {
        id: number,
        state: 'success',
        environment: 'production',
        created_at: time,
        updated_at: time,
        target_url: '',
        log_url: '',
        environment_url: '',
        description: '',
        creator: account,
      },
    }),
  ];
}

function sign(number: number, event: string, payload: object): SignedWebhook {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return {
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': `${number}-${signature.slice(0, 32)}`,
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  };
}
