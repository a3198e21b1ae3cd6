import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import type {
  GateResponder,
  GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { githubApi } from '../api/__fixtures__/githubApi';
import { evaluation, SHA } from './__fixtures__/evaluation';
import { createProtectionRuleResponder } from './protectionRuleResponder';

const RUN = '/repos/shop/payments/actions/runs/30';
const ANSWER = `${RUN}/deployment_protection_rule`;
const LINK = '[Evidence](https://portal.example.com/showcaller/decisions/1)';

describe('the answer to a deployment protection rule', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    server
      .on(`GET ${RUN}`, {
        body: {
          status: 'waiting',
          head_sha: SHA,
          html_url: 'https://github.com/shop/payments/actions/runs/30',
        },
      })
      .on(`GET ${RUN}/pending_deployments`, {
        body: [{ environment: { id: 1, name: 'production' } }],
      })
      .on(`GET ${RUN}/approvals`, { body: [] })
      .on(`POST ${ANSWER}`, { status: 204 });
  });
  afterEach(() => server.stop());

  const responder = (as: 'app' | 'token' = 'app') =>
    createProtectionRuleResponder({
      api: githubApi({ apiBaseUrl: server.url, as }),
    });
  const ask = (
    status: Parameters<typeof evaluation>[0],
    changes: Parameters<typeof evaluation>[1] = {},
    target: Record<string, string> = {},
  ): GateResponseRequest => ({
    evaluation: evaluation(status, changes),
    target: {
      host: 'github.com',
      owner: 'shop',
      repo: 'payments',
      runId: '30',
      environment: 'production',
      callbackUrl: `${server.url}/repos/Shop/Payments/actions/runs/30/deployment_protection_rule`,
      ...target,
    },
    signal: new AbortController().signal,
  });
  const writes = () => server.requests.filter(({ method }) => method !== 'GET');

  async function answer(one: GateResponder, request: GateResponseRequest) {
    const plan = await one.plan(request);
    expect(writes()).toEqual([]);
    await one.apply({ ...request, plan });
    return { plan, seen: await one.observe(request) };
  }

  it.each([
    ['ALLOW' as const, 'approved', 'Allowed'],
    ['BLOCK' as const, 'rejected', 'Blocked'],
  ])('of %s is %s, exactly as planned', async (status, state, heading) => {
    const { plan, seen } = await answer(responder(), ask(status));
    expect(writes()).toMatchObject([
      {
        method: 'POST',
        path: ANSWER,
        headers: {
          authorization: 'Bearer secret of https://github.com/shop',
          accept: 'application/vnd.github+json',
          'content-type': 'application/json',
          'x-github-api-version': '2022-11-28',
        },
      },
    ]);
    expect(writes()[0].body).toEqual({
      environment_name: 'production',
      state,
      comment: `**Showcaller: ${heading}.** The risk is 0.81, above 0.7. ${LINK}`,
    });
    expect(plan.requests).toEqual([
      {
        method: 'POST',
        url: `${server.url}${ANSWER}`,
        body: writes()[0].body,
      },
    ]);
    expect(seen).toEqual({
      answered: true,
      url: 'https://github.com/shop/payments/actions/runs/30',
    });
  });

  it('says without a state that a person is waited for', async () => {
    const { plan } = await answer(responder(), ask('NEEDS_APPROVAL'));
    expect(plan.note).toContain('goes on waiting');
    expect(writes().map(({ body }) => body)).toEqual([
      {
        environment_name: 'production',
        comment: expect.stringContaining('Waits for an approval'),
      },
    ]);
  });

  it('is nothing while the gate thinks', async () => {
    const { plan, seen } = await answer(responder(), ask('PENDING'));
    expect([plan.requests, seen.answered, writes()]).toEqual([[], true, []]);
  });

  it('fits into what GitHub takes, with the link', async () => {
    await answer(responder(), ask('BLOCK', { explanation: 'é'.repeat(2_000) }));
    const { comment } = writes()[0].body as { comment: string };
    expect(comment).toHaveLength(1024);
    expect(comment.endsWith(`… ${LINK}`)).toBe(true);
  });

  it('is not repeated when the history of the run has it', async () => {
    const request = ask('ALLOW');
    const { plan } = await answer(responder(), request);
    server.on(`GET ${RUN}/approvals`, {
      body: [{ state: 'approved', comment: plan.requests[0].body.comment }],
    });
    await expect(responder().plan(request)).resolves.toEqual({ requests: [] });
    await expect(responder().observe(request)).resolves.toMatchObject({
      answered: true,
    });
  });

  it.each([
    ['the run is over', { status: 'completed', head_sha: SHA }],
    ['another environment waits', { status: 'waiting', head_sha: SHA }],
  ])('is not needed any more when %s', async (_, run) => {
    server
      .on(`GET ${RUN}`, { body: run })
      .on(`GET ${RUN}/pending_deployments`, {
        body: [{ environment: { name: 'staging' } }],
      });
    const { plan, seen } = await answer(responder(), ask('ALLOW'));
    expect(plan).toEqual({
      requests: [],
      note: expect.stringContaining('waits for no answer any more'),
    });
    expect(seen.answered).toBe(true);
  });

  it('that GitHub has already, as after a crash, is taken for answered', async () => {
    const request = ask('ALLOW');
    const plan = await responder().plan(request);
    server
      .on(`POST ${ANSWER}`, { status: 422, body: { message: 'No pending' } })
      .on(`GET ${RUN}/pending_deployments`, { body: [] });
    await responder().apply({ ...request, plan });
    await expect(responder().observe(request)).resolves.toMatchObject({
      answered: true,
    });
  });

  it('that GitHub did not take is not taken for answered by another process', async () => {
    await expect(responder().observe(ask('ALLOW'))).resolves.toMatchObject({
      answered: false,
    });
  });

  it.each([
    [429, 'rate-limited', true],
    [500, 'unavailable', true],
    [502, 'unavailable', true],
    [403, 'refused', false],
    [404, 'not-found', false],
    [422, 'refused', false],
  ])('fails with %d as %s', async (status, kind, retryable) => {
    const request = ask('ALLOW');
    const plan = await responder().plan(request);
    server.on(`POST ${ANSWER}`, { status, body: { message: 'no' } });
    await expect(responder().apply({ ...request, plan })).rejects.toMatchObject(
      { name: 'VendorError', kind, status, retryable },
    );
  });

  it.each([
    [
      'https://evil.example.com/repos/shop/payments/actions/runs/30/deployment_protection_rule',
    ],
    ['http://169.254.169.254/latest/meta-data'],
    ['file:///etc/passwd'],
    ['not an address'],
  ])('goes nowhere when the payload names %s', async callbackUrl => {
    const request = ask('ALLOW', {}, { callbackUrl });
    await expect(responder().plan(request)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('nothing is sent anywhere'),
    });
    expect(server.requests).toEqual([]);
  });

  it('goes nowhere when the address is of another run on the right host', async () => {
    const request = ask(
      'ALLOW',
      {},
      { callbackUrl: `${server.url}${ANSWER.replace('30', '31')}` },
    );
    await expect(responder().plan(request)).rejects.toThrow('which is not');
  });

  it('is not sent where a plan says another host', async () => {
    const request = ask('ALLOW');
    const { requests } = await responder().plan(request);
    const [planned] = requests;
    const plan = {
      requests: [{ ...planned, url: `https://evil.example.com${ANSWER}` }],
    };
    await expect(responder().apply({ ...request, plan })).rejects.toMatchObject(
      { kind: 'refused' },
    );
    expect(writes()).toEqual([]);
  });

  it.each([
    [{ host: 'ghe.example.com' }, 'credentials go nowhere else'],
    [{ runId: '' }, 'names no runId'],
  ])('refuses the target %j', async (target, message) => {
    const request = ask('ALLOW', {}, target);
    await expect(responder().plan(request)).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });

  it('refuses a run of another commit than was decided on', async () => {
    server.on(`GET ${RUN}`, {
      body: { status: 'waiting', head_sha: 'd'.repeat(40) },
    });
    await expect(responder().plan(ask('ALLOW'))).rejects.toThrow(
      `run 30 is of ${'d'.repeat(40)}, but the gate was asked about ${SHA}`,
    );
  });

  it('needs an app', async () => {
    await expect(responder('token').plan(ask('ALLOW'))).rejects.toThrow(
      'answered by a GitHub App only',
    );
  });

  it('is described in words', () => {
    expect(responder().describe(ask('ALLOW').target)).toBe(
      'run 30 of shop/payments to production on github.com',
    );
  });
});
