import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import type { GateResponseRequest } from '@showcaller/backstage-plugin-showcaller-node';
import { githubApi } from '../api/__fixtures__/githubApi';
import { evaluation, SHA } from './__fixtures__/evaluation';
import { createCheckRunResponder } from './checkRunResponder';

const PATH = '/repos/shop/payments';
const LIST = `${PATH}/commits/${SHA}/check-runs`;
const STATUSES = `${PATH}/commits/${SHA}/statuses`;

describe('the answer to a pull request', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    server
      .on(`GET ${LIST}`, { body: { check_runs: [] } })
      .on(`POST ${PATH}/check-runs`, { status: 201, body: { id: 7 } });
  });
  afterEach(() => server.stop());

  const responder = (as: 'app' | 'token' = 'app') =>
    createCheckRunResponder({ api: githubApi({ apiBaseUrl: server.url, as }) });
  const ask = (
    status: Parameters<typeof evaluation>[0],
    target: Record<string, string> = {},
  ): GateResponseRequest => ({
    evaluation: evaluation(status),
    target: {
      host: 'github.com',
      owner: 'shop',
      repo: 'payments',
      pullRequest: 5,
      sha: SHA,
      ...target,
    },
    signal: new AbortController().signal,
  });

  async function answer(request: GateResponseRequest, as?: 'app' | 'token') {
    server.forget();
    const one = responder(as);
    const plan = await one.plan(request);
    await one.apply({ ...request, plan });
    const writes = server.requests.filter(({ method }) => method !== 'GET');
    expect(
      writes.map(({ method, path, body }) => ({
        method,
        url: `${server.url}${path}`,
        body,
      })),
    ).toEqual(plan.requests);
    return writes.map(({ method, path, body }) => ({
      route: `${method} ${path}`,
      body: body as Record<string, unknown>,
    }));
  }

  /** From now on GitHub shows what was written. */
  function show(body: object, app = 42) {
    server.on(`GET ${LIST}`, {
      body: {
        check_runs: [
          {
            id: 7,
            html_url: 'https://github.com/run/7',
            app: { id: app },
            ...body,
          },
        ],
      },
    });
  }

  it.each([
    ['ALLOW' as const, 'completed', 'success', 'Allowed'],
    ['BLOCK' as const, 'completed', 'failure', 'Blocked'],
    [
      'NEEDS_APPROVAL' as const,
      'completed',
      'action_required',
      'Waits for an approval',
    ],
    ['INCONCLUSIVE' as const, 'completed', 'neutral', 'Too little is known'],
    ['PENDING' as const, 'in_progress', undefined, 'Being assessed'],
  ])('of %s is a check run', async (status, state, conclusion, title) => {
    const [{ route, body }] = await answer(ask(status));
    expect(route).toBe(`POST ${PATH}/check-runs`);
    expect(body).toMatchObject({
      name: 'Showcaller gate',
      head_sha: SHA,
      external_id: 'showcaller-gate/shop/payments#5',
      details_url: 'https://portal.example.com/showcaller/decisions/1',
      status: state,
      output: {
        title,
        summary: expect.stringContaining('The risk is 0.81, above 0.7.'),
      },
    });
    expect(body.conclusion).toBe(conclusion);
    show(body);
    await expect(responder().observe(ask(status))).resolves.toEqual({
      answered: true,
      url: 'https://github.com/run/7',
    });
    await expect(answer(ask(status))).resolves.toEqual([]);
  });

  it('is changed in place when it changes', async () => {
    const [{ body }] = await answer(ask('NEEDS_APPROVAL'));
    show(body);
    server.on(`PATCH ${PATH}/check-runs/7`, { body: { id: 7 } });
    const [{ route, body: next }] = await answer(ask('ALLOW'));
    expect(route).toBe(`PATCH ${PATH}/check-runs/7`);
    expect(next).toMatchObject({ conclusion: 'success', actions: [] });
    await expect(responder().observe(ask('ALLOW'))).resolves.toMatchObject({
      answered: false,
    });
  });

  it('has a button only while an approval is missing, within what GitHub takes', async () => {
    const [{ body }] = await answer(ask('NEEDS_APPROVAL'));
    const [{ label, description, identifier }] = body.actions as Array<
      Record<string, string>
    >;
    expect(identifier).toBe('ask-for-approval');
    expect(
      [label, description, identifier].map(({ length }) => length),
    ).toEqual([16, 29, 16]);
    const [blocked] = await answer(ask('BLOCK'));
    expect(blocked.body.actions).toEqual([]);
  });

  it('does not take the check run of another app for its own', async () => {
    const [{ body }] = await answer(ask('ALLOW'));
    show(body, 43);
    await expect(answer(ask('ALLOW'))).resolves.toMatchObject([
      { route: `POST ${PATH}/check-runs` },
    ]);
  });

  it('is a commit status with the token of a person', async () => {
    server
      .on(`GET ${STATUSES}`, { body: [] })
      .on(`POST ${PATH}/statuses/${SHA}`, { status: 201, body: {} });
    const [{ route, body }] = await answer(ask('NEEDS_APPROVAL'), 'token');
    expect(route).toBe(`POST ${PATH}/statuses/${SHA}`);
    expect(body).toEqual({
      context: 'showcaller/gate',
      state: 'pending',
      description: 'Waits for an approval: The risk is 0.81, above 0.7.',
      target_url: 'https://portal.example.com/showcaller/decisions/1',
    });
    server.on(`GET ${STATUSES}`, { body: [body] });
    await expect(
      responder('token').observe(ask('NEEDS_APPROVAL')),
    ).resolves.toMatchObject({ answered: true });
  });

  it.each([
    [{ host: 'ghe.example.com' }, 'credentials go nowhere else'],
    [{ sha: 'd'.repeat(40) }, 'nothing is answered'],
  ])('refuses the target %j', async (target, message) => {
    await expect(responder().plan(ask('ALLOW', target))).rejects.toThrow(
      message,
    );
    expect(server.requests).toEqual([]);
  });

  it.each([
    [429, true],
    [503, true],
    [403, false],
    [404, false],
    [422, false],
  ])('fails with %d', async (status, retryable) => {
    server.on(`POST ${PATH}/check-runs`, { status, body: {} });
    const request = ask('ALLOW');
    const plan = await responder().plan(request);
    await expect(responder().apply({ ...request, plan })).rejects.toMatchObject(
      { status, retryable },
    );
  });
});
