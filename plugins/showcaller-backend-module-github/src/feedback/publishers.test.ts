import type {
  PullRequestFeedback,
  PullRequestPublisher,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { githubApi } from '../api/__fixtures__/githubApi';
import { createCheckPublisher } from './checkPublisher';
import { createCommentPublisher } from './commentPublisher';
import type { FeedbackConfig } from './readFeedbackConfig';

const HEAD = 'c'.repeat(40);
const CONFIG: FeedbackConfig = { mode: 'both', highRiskConclusion: 'neutral' };
const PATH = '/repos/shop/payments';
const COMMENTS = `${PATH}/issues/5/comments`;
const CHECKS = `${PATH}/commits/${HEAD}/check-runs`;

const feedback = (
  changes: Partial<PullRequestFeedback> = {},
): PullRequestFeedback => ({
  repository: 'shop/payments',
  number: 5,
  headSha: HEAD,
  title: 'Risk 0.42 (0.31 to 0.55), elevated',
  summary: 'It is large.',
  band: 'elevated',
  detailsUrl: 'https://portal.example.com/risk',
  contentHash: '1'.repeat(64),
  ...changes,
});

const marked = (hash: string, text: string) =>
  `<!-- showcaller:pull-request-risk sha256=${hash.repeat(64)} -->\n${text}`;

describe('publishers of pull-request feedback', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
  });
  afterEach(() => server.stop());

  const signal = new AbortController().signal;
  const api = (as: 'app' | 'token') =>
    githubApi({ apiBaseUrl: server.url, as });
  const comment = (as: 'app' | 'token' = 'app') =>
    createCommentPublisher({ api: api(as), config: CONFIG });
  const check = (
    as: 'app' | 'token' = 'app',
    config: Partial<FeedbackConfig> = {},
  ) => createCheckPublisher({ api: api(as), config: { ...CONFIG, ...config } });

  /** Plans and applies; answers the requests that changed something. */
  async function publish(publisher: PullRequestPublisher, what = feedback()) {
    server.forget();
    const request = { feedback: what, signal };
    const plan = await publisher.plan(request);
    expect(server.requests.map(({ method }) => method)).not.toContain('POST');
    await publisher.apply({ ...request, plan });
    const writes = server.requests.filter(({ method }) => method !== 'GET');
    // What was sent is what was planned.
    expect(
      writes.map(({ method, path, body }) => ({
        method,
        url: `${server.url}${path}`,
        body,
      })),
    ).toEqual(plan.requests);
    return { plan, writes };
  }

  describe('the comment', () => {
    const ours = (id: number, hash: string) => ({
      id,
      body: marked(hash, '### Risk'),
      html_url: `https://github.com/shop/payments/pull/5#issuecomment-${id}`,
      user: { login: 'portal[bot]' },
      performed_via_github_app: { id: 42 },
    });

    it('is written once, with a mark that nobody sees', async () => {
      server.on(`GET ${COMMENTS}`, { body: [{ id: 1, body: 'Nice!' }] });
      server.on(`POST ${COMMENTS}`, { status: 201, body: { id: 2 } });
      const { writes } = await publish(comment());
      expect(writes).toMatchObject([
        {
          method: 'POST',
          path: COMMENTS,
          headers: {
            authorization: 'Bearer secret of https://github.com/shop',
            'content-type': 'application/json',
            accept: 'application/vnd.github+json',
            'x-github-api-version': '2022-11-28',
          },
          body: {
            body: marked(
              '1',
              '### Risk 0.42 (0.31 to 0.55), elevated\n\nIt is large.',
            ),
          },
        },
      ]);
      expect(server.seen[0]).toBe(`GET ${COMMENTS}?page=1&per_page=100`);
    });

    it('is changed in place by the next score, and left alone by the same', async () => {
      server.on(`GET ${COMMENTS}`, { body: [ours(7, '1'), ours(8, '1')] });
      server.on(`PATCH ${PATH}/issues/comments/7`, { body: { id: 7 } });
      const second = await publish(
        comment(),
        feedback({ contentHash: '2'.repeat(64), title: 'Risk 0.2, low' }),
      );
      expect(second.writes).toMatchObject([
        {
          method: 'PATCH',
          path: `${PATH}/issues/comments/7`,
          body: { body: marked('2', '### Risk 0.2, low\n\nIt is large.') },
        },
      ]);
      expect((await publish(comment())).writes).toEqual([]);
    });

    it('is found again after a crash between writing and noting it', async () => {
      server.on(`GET ${COMMENTS}`, { body: [] });
      server.on(`POST ${COMMENTS}`, request => {
        const { body } = request.body as { body: string };
        server.on(`GET ${COMMENTS}`, { body: [{ ...ours(9, '1'), body }] });
        return { status: 201, body: { id: 9 } };
      });
      expect((await publish(comment())).writes).toHaveLength(1);
      expect((await publish(comment())).writes).toEqual([]);
      await expect(
        comment().observe({ feedback: feedback(), signal }),
      ).resolves.toEqual({
        contentHash: '1'.repeat(64),
        url: 'https://github.com/shop/payments/pull/5#issuecomment-9',
      });
    });

    it('is written anew when somebody deleted it', async () => {
      server.on(`GET ${COMMENTS}`, { body: [] });
      server.on(`POST ${COMMENTS}`, { status: 201, body: { id: 10 } });
      expect((await publish(comment())).writes).toMatchObject([
        { method: 'POST' },
      ]);
      await expect(
        comment().observe({ feedback: feedback(), signal }),
      ).resolves.toEqual({ contentHash: undefined, url: undefined });
    });

    it('is looked for on all pages', async () => {
      const page = Array.from({ length: 100 }, (_, id) => ({ id, body: 'x' }));
      server.on(`GET ${COMMENTS}?page=1&per_page=100`, { body: page });
      server.on(`GET ${COMMENTS}?page=2&per_page=100`, {
        body: [ours(777, '0')],
      });
      server.on(`PATCH ${PATH}/issues/comments/777`, { body: {} });
      expect((await publish(comment())).writes).toMatchObject([
        { method: 'PATCH', path: `${PATH}/issues/comments/777` },
      ]);
    });

    it('is not repeated where it could be beyond what is looked at', async () => {
      server.on(`GET ${COMMENTS}`, {
        body: Array.from({ length: 100 }, (_, id) => ({ id, body: 'x' })),
      });
      await expect(publish(comment())).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('more than 3000 comments'),
      });
    });

    it('does not take another’s comment for ours, though it bears our mark', async () => {
      server.on(`GET ${COMMENTS}`, {
        body: [
          { ...ours(1, '1'), performed_via_github_app: null },
          { ...ours(2, '1'), performed_via_github_app: { id: 43 } },
        ],
      });
      server.on(`POST ${COMMENTS}`, { status: 201, body: {} });
      expect((await publish(comment())).writes).toMatchObject([
        { method: 'POST' },
      ]);
    });

    it('with the token of a person, is that person’s', async () => {
      server.on('GET /user', { body: { login: 'release-bot' } });
      server.on(`GET ${COMMENTS}`, {
        body: [
          { ...ours(1, '1'), user: { login: 'mallory' } },
          { ...ours(2, '0'), user: { login: 'release-bot' } },
        ],
      });
      server.on(`PATCH ${PATH}/issues/comments/2`, { body: {} });
      const publisher = comment('token');
      expect((await publish(publisher)).writes).toMatchObject([
        { method: 'PATCH', path: `${PATH}/issues/comments/2` },
      ]);
      await publish(publisher);
      expect(server.seen.filter(route => route === 'GET /user')).toEqual([]);
    });

    it.each([
      [403, 'Resource not accessible by integration', 'lacks a permission'],
      [404, 'Not Found', 'may not see it'],
      [410, 'Gone', ''],
    ])('says what %i is about', async (status, message, advice) => {
      server.on(`GET ${COMMENTS}`, { body: [] });
      server.on(`POST ${COMMENTS}`, { status, body: { message } });
      await expect(publish(comment())).rejects.toMatchObject({
        retryable: false,
        message: expect.stringMatching(`${message}.*${advice}`),
      });
    });
  });

  describe('the check run', () => {
    const ours = (id: number, hash: string, more: object = {}) => ({
      id,
      name: 'Showcaller risk',
      external_id: 'showcaller-risk/shop/payments#5',
      html_url: `https://github.com/shop/payments/runs/${id}`,
      app: { id: 42 },
      output: { summary: marked(hash, 'It is large.') },
      ...more,
    });

    it('is written at the head and blocks nothing', async () => {
      server.on(`GET ${CHECKS}`, { body: { check_runs: [] } });
      server.on(`POST ${PATH}/check-runs`, { status: 201, body: { id: 1 } });
      const { writes } = await publish(check(), feedback({ band: 'high' }));
      expect(server.seen[0]).toBe(
        `GET ${CHECKS}?check_name=Showcaller risk&filter=all&page=1&per_page=100`,
      );
      expect(writes).toMatchObject([
        {
          method: 'POST',
          path: `${PATH}/check-runs`,
          body: {
            name: 'Showcaller risk',
            head_sha: HEAD,
            external_id: 'showcaller-risk/shop/payments#5',
            status: 'completed',
            conclusion: 'neutral',
            details_url: 'https://portal.example.com/risk',
            output: {
              title: 'Risk 0.42 (0.31 to 0.55), elevated',
              summary: marked('1', 'It is large.'),
            },
          },
        },
      ]);
    });

    it('is changed by the next score of the same head, and left alone by the same', async () => {
      server.on(`GET ${CHECKS}`, {
        body: {
          check_runs: [
            ours(1, '0', { external_id: 'showcaller-risk/shop/payments#6' }),
            ours(2, '0', { app: { id: 43 } }),
            ours(3, '1'),
          ],
        },
      });
      server.on(`PATCH ${PATH}/check-runs/3`, { body: {} });
      const { writes } = await publish(
        check(),
        feedback({ contentHash: '2'.repeat(64) }),
      );
      expect(writes).toMatchObject([
        { method: 'PATCH', path: `${PATH}/check-runs/3` },
      ]);
      expect(writes[0].body).not.toHaveProperty('head_sha');
      expect((await publish(check())).writes).toEqual([]);
      await expect(
        check().observe({ feedback: feedback(), signal }),
      ).resolves.toEqual({
        contentHash: '1'.repeat(64),
        url: 'https://github.com/shop/payments/runs/3',
      });
    });

    it.each([
      ['high', 'action_required'],
      ['elevated', 'neutral'],
      ['low', 'neutral'],
      ['unknown', 'neutral'],
    ] as const)(
      'of a risk that is %s ends with %s where that is configured',
      async (band, conclusion) => {
        server.on(`GET ${CHECKS}`, { body: { check_runs: [] } });
        server.on(`POST ${PATH}/check-runs`, { status: 201, body: {} });
        const publisher = check('app', {
          highRiskConclusion: 'action_required',
        });
        const { writes } = await publish(publisher, feedback({ band }));
        expect(writes).toMatchObject([{ body: { conclusion } }]);
      },
    );

    it('becomes a commit status with the token of a person, and says so', async () => {
      const statuses = `GET ${PATH}/commits/${HEAD}/statuses`;
      server.on(statuses, { body: [{ context: 'ci', state: 'success' }] });
      server.on(`POST ${PATH}/statuses/${HEAD}`, { status: 201, body: {} });
      const { plan, writes } = await publish(check('token'));
      expect(plan.note).toContain('check runs need a GitHub App');
      expect(writes).toMatchObject([
        {
          path: `${PATH}/statuses/${HEAD}`,
          body: {
            context: 'showcaller/risk',
            state: 'success',
            description: 'Risk 0.42 (0.31 to 0.55), elevated',
            target_url: 'https://portal.example.com/risk',
          },
        },
      ]);
      server.on(statuses, { body: [writes[0].body] });
      expect((await publish(check('token'))).writes).toEqual([]);
      await expect(
        check('token').observe({ feedback: feedback(), signal }),
      ).resolves.toMatchObject({ contentHash: '1'.repeat(64) });
      const failing = check('token', { highRiskConclusion: 'failure' });
      expect(
        (await publish(failing, feedback({ band: 'high' }))).writes,
      ).toMatchObject([{ body: { state: 'failure' } }]);
    });
  });

  it('sends a plan nowhere but to its own API', async () => {
    const request = {
      feedback: feedback(),
      signal,
      plan: {
        requests: [
          { method: 'POST' as const, url: 'https://evil.example/x', body: {} },
        ],
      },
    };
    await expect(comment().apply(request)).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(server.requests).toEqual([]);
  });

  it.each([
    [{}, 'off', [false, false]],
    [{}, 'check', [true, false]],
    [{}, 'comment', [false, true]],
    [{}, 'both', [true, true]],
    [{ 'showcaller.io/pull-request-feedback': 'off' }, 'both', [false, false]],
    [
      { 'showcaller.io/pull-request-feedback': 'comment' },
      'off',
      [false, true],
    ],
    [{ 'showcaller.io/pull-request-feedback': 'yes' }, 'both', [false, false]],
  ] as const)('of %j, configured %s, wants %j', (annotations, mode, wanted) => {
    const config = { ...CONFIG, mode };
    expect([
      createCheckPublisher({ api: api('app'), config }).wants(annotations),
      createCommentPublisher({ api: api('app'), config }).wants(annotations),
    ]).toEqual(wanted);
  });
});
