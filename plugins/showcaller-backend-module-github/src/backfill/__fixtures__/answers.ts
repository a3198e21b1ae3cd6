import * as parts from '../../__fixtures__/payloads';

/** Answers of GitHub's API, in the shapes of its documentation. */
export const SINCE = '2026-06-01T00:00:00.000Z';
export const REPOSITORY = {
  full_name: 'Shop/Payments',
  html_url: 'https://github.com/Shop/Payments',
  default_branch: 'main',
};
export const OLD = '2026-05-01T00:00:00Z';
export const PATH = '/repos/shop/payments';

export const deployment = (id: number, more: object = {}) => ({
  ...parts.deployment,
  id,
  ...more,
});
export const status = (id: number, state: string, more: object = {}) => ({
  id,
  state,
  environment: 'production',
  description: null,
  created_at: parts.LATE,
  updated_at: parts.LATE,
  ...more,
});
export const run = (id: number, more: object = {}) => ({
  ...parts.run,
  id,
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  ...more,
});
export const pull = (number: number, more: object = {}) => ({
  ...parts.pullRequest,
  number,
  state: 'closed',
  merged_at: parts.LATE,
  merge_commit_sha: parts.MERGE_SHA,
  ...more,
});
