/** The parts of payloads, with null wherever GitHub may write null: accounts that are gone, commits not told. */

export const SHA = 'a'.repeat(40);
export const MERGE_SHA = 'b'.repeat(40);
export const EARLY = '2026-11-20T08:00:00.000Z';
export const LATE = '2026-11-20T09:00:00.000Z';
/** `pushed_at` of the repository. */
export const PUSHED = new Date(1_763_000_000_000).toISOString();

export const run = {
  id: 30,
  run_attempt: 2,
  run_number: 12,
  head_sha: SHA,
  head_branch: null,
  created_at: EARLY,
  run_started_at: EARLY,
  updated_at: LATE,
  name: null,
  html_url: null,
  actor: null,
  head_commit: null,
};

export const job = {
  id: 31,
  run_id: 30,
  run_attempt: 2,
  head_sha: SHA,
  name: 'build',
  html_url: null,
  created_at: EARLY,
  started_at: EARLY,
  completed_at: LATE,
  conclusion: null,
  steps: null,
};

export const check = {
  id: 31,
  head_sha: SHA,
  name: 'lint',
  details_url: 'https://ci.example.com/größe [1]',
  started_at: EARLY,
  completed_at: LATE,
  conclusion: null,
  app: null,
};

export const deployment = {
  id: 40,
  sha: SHA,
  ref: 'main',
  environment: 'production',
  created_at: EARLY,
  updated_at: EARLY,
  creator: null,
  description: null,
  payload: null as unknown,
};

export const pullRequest = {
  number: 5,
  title: 'A change',
  user: null,
  head: { sha: SHA, ref: 'topic', repo: null, user: null },
  base: { ref: 'main' },
  created_at: EARLY,
  updated_at: LATE,
  closed_at: LATE,
  merged_at: null,
  merge_commit_sha: null,
};

export const commit = {
  id: SHA,
  timestamp: EARLY,
  message: 'One\n\nTwo',
  author: null,
};

export const push = {
  ref: 'refs/heads/main',
  after: SHA,
  created: false,
  deleted: false,
  commits: [commit],
  head_commit: commit,
};
