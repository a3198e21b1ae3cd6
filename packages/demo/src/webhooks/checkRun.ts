import type { CheckRunCompletedEvent } from '@octokit/webhooks-types';
import { coverageApp, nodeId, numericId, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryPayload } from './repository';

/** Coverage of a pull request, reported by an application. */
export function checkRunCompleted(
  context: ChainContext,
  check: { id: number; finishedAt: number },
): CheckRunCompletedEvent {
  const { chain, api, html } = context;
  const { pullRequest, commit } = chain;
  const suite = numericId(`suite/${check.id}`);
  const app = coverageApp(context.organization.login);
  const url = `${api}/check-runs/${check.id}`;
  const startedAt = timestamp(check.finishedAt - 20_000);
  const finishedAt = timestamp(check.finishedAt);
  const repo = {
    id: numericId(chain.repository),
    url: api,
    name: context.repository.name,
  };
  const pullRequests = [
    {
      url: `${api}/pulls/${pullRequest.number}`,
      id: pullRequest.id,
      number: pullRequest.number,
      head: { ref: pullRequest.branch, sha: pullRequest.headSha, repo },
      base: { ref: 'main', sha: commit.parentSha, repo },
    },
  ];
  return {
    action: 'completed',
    check_run: {
      id: check.id,
      node_id: nodeId('CR', check.id),
      head_sha: pullRequest.headSha,
      external_id: String(check.id),
      url,
      html_url: `${html}/runs/${check.id}`,
      details_url: `https://coverage.brightcart.example/${check.id}`,
      status: 'completed',
      conclusion: 'success',
      started_at: startedAt,
      completed_at: finishedAt,
      output: {
        title: 'Coverage is no lower than before',
        summary: null,
        text: null,
        annotations_count: 0,
        annotations_url: `${url}/annotations`,
      },
      name: 'coverage',
      check_suite: {
        id: suite,
        node_id: nodeId('CS', suite),
        head_branch: pullRequest.branch,
        head_sha: pullRequest.headSha,
        status: 'completed',
        conclusion: 'success',
        url: `${api}/check-suites/${suite}`,
        before: commit.parentSha,
        after: pullRequest.headSha,
        pull_requests: pullRequests,
        app,
        created_at: startedAt,
        updated_at: finishedAt,
      },
      app,
      pull_requests: pullRequests,
    },
    repository: repositoryPayload(context.repository, check.finishedAt),
    organization: context.organization,
    sender: context.authorAccount,
  };
}
