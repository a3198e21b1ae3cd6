/** Answers of GitLab's API. */
export const SINCE = '2026-06-01T00:00:00.000Z';
export const NOW = new Date('2026-11-25T12:00:00Z');
export const SHA = 'a'.repeat(40);
export const MERGED = 'b'.repeat(40);
export const PATH = '/api/v4/projects/Shop%2FPlatform%2FPayments';
export const PROJECT = {
  id: 1,
  path_with_namespace: 'Shop/Platform/Payments',
  web_url: 'https://gitlab.example.com/Shop/Platform/Payments',
  default_branch: 'main',
};
export const newest = (page: number, perPage = 100) =>
  `order_by=updated_at&page=${page}&per_page=${perPage}&sort=desc&updated_after=${SINCE}`;

// The shapes are those of the examples in GitLab's API documentation.
export const deployment = (id: number, status: string, more: object = {}) => ({
  id,
  iid: id,
  status,
  sha: SHA,
  ref: 'main',
  created_at: '2026-09-01T08:00:00.000Z',
  updated_at: '2026-09-01T08:30:00.000Z',
  environment: { id: 9, name: 'production', external_url: null },
  deployable: {
    id: 664,
    started_at: '2026-09-01T08:05:00.000Z',
    finished_at: '2026-09-01T08:20:00.000Z',
    web_url: 'https://gitlab.example.com/Shop/Platform/Payments/-/jobs/664',
    user: { username: 'jane' },
  },
  user: { name: 'Jane Doe', username: 'jane' },
  ...more,
});
export const pipeline = (id: number, more: object = {}) => ({
  id,
  iid: 12,
  sha: SHA,
  ref: 'main',
  source: 'push',
  status: 'success',
  name: null,
  web_url: `https://gitlab.example.com/Shop/Platform/Payments/-/pipelines/${id}`,
  created_at: '2026-09-01T07:00:00.000Z',
  started_at: '2026-09-01T07:01:00.000Z',
  finished_at: '2026-09-01T07:09:00.000Z',
  updated_at: '2026-09-01T07:10:00.000Z',
  user: { username: 'jane' },
  ...more,
});
export const job = (id: number, more: object = {}) => ({
  id,
  name: 'unit',
  stage: 'test',
  status: 'success',
  created_at: '2026-09-01T07:00:00.000Z',
  started_at: '2026-09-01T07:02:00.000Z',
  finished_at: '2026-09-01T07:08:00.000Z',
  pipeline: { id: 47, sha: SHA, ref: 'main', status: 'success' },
  commit: { id: SHA, author_email: 'jane@example.com', author_name: 'Jane' },
  web_url: `https://gitlab.example.com/Shop/Platform/Payments/-/jobs/${id}`,
  ...more,
});
export const report = {
  total_time: 5,
  total_count: 3,
  success_count: 1,
  failed_count: 1,
  skipped_count: 1,
  error_count: 0,
  test_suites: [
    {
      name: 'unit',
      test_cases: [
        {
          status: 'success',
          name: 'adds',
          classname: 'Pay',
          execution_time: 5,
          system_output: null,
        },
        { status: 'failed', name: 'splits', classname: 'Pay' },
        { status: 'skipped', name: 'waits', classname: 'Pay' },
      ],
    },
  ],
};
