import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import {
  failures,
  HEADERS,
  PATH,
  questionOf,
  responderOf,
  SHA,
} from './__fixtures__/responders';

const DEPLOYMENT = `GET ${PATH}/deployments/41`;
const APPROVE = `POST ${PATH}/deployments/41/approval`;
const PLAY = `POST ${PATH}/jobs/664/play`;
const COMMENT =
  'Showcaller: Allowed because the risk is low. https://portal.example.com/gate/d-1';

const deployment = (more: object = {}) => ({
  id: 41,
  status: 'blocked',
  sha: SHA,
  environment: { id: 9, name: 'production' },
  pending_approval_count: 1,
  approvals: [],
  deployable: {
    id: 664,
    status: 'manual',
    web_url: 'https://gitlab.example.com/Shop/Payments/-/jobs/664',
  },
  ...more,
});
const told = (status: string) => [{ status, comment: COMMENT }];
const approved = deployment({
  status: 'created',
  pending_approval_count: 0,
  approvals: told('approved'),
});
const running = deployment({
  status: 'running',
  pending_approval_count: 0,
  approvals: told('approved'),
  deployable: { id: 664, status: 'running' },
});

describe('createDeploymentApprovalResponder', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
  });
  afterEach(() => server.stop());

  const responder = (representedAs?: string) =>
    responderOf('gitlab-deployment-approval', server.url, representedAs);
  const pass = questionOf('pass', { deploymentId: '41', jobId: '664' });
  const fail = questionOf('fail', { deploymentId: '41', jobId: '664' });
  const answer = async (request = pass, by = responder()) => {
    const plan = await by.plan(request);
    await by.apply({ ...request, plan });
    return plan;
  };

  it('reads the deployment again, approves it with the reason, and plays its job', async () => {
    server.on(DEPLOYMENT, { body: deployment() }, { body: approved });
    server.on(APPROVE, { status: 201, body: { status: 'approved' } });
    server.on(PLAY, { body: { id: 664, status: 'pending' } });
    const plan = await answer(pass, responder('security'));
    expect(plan).toEqual({
      requests: [
        {
          method: 'POST',
          url: `${server.url}${PATH}/deployments/41/approval`,
          body: {
            status: 'approved',
            comment: COMMENT,
            represented_as: 'security',
          },
        },
        {
          method: 'POST',
          url: `${server.url}${PATH}/jobs/664/play`,
          body: {},
        },
      ],
    });
    expect(JSON.stringify(plan)).not.toContain('the-token');
    expect(server.seen).toEqual([DEPLOYMENT, APPROVE, DEPLOYMENT, PLAY]);
    expect(server.requests[1]).toMatchObject({
      headers: HEADERS,
      query: {},
      body: plan.requests[0].body,
    });
    expect(server.requests[3]).toMatchObject({ headers: HEADERS, body: {} });
  });

  it('rejects, and then plays nothing', async () => {
    server.on(DEPLOYMENT, { body: deployment() });
    server.on(APPROVE, { status: 201, body: {} });
    await answer(fail);
    expect(server.seen).toEqual([DEPLOYMENT, APPROVE]);
    expect(server.requests[1].body).toEqual({
      status: 'rejected',
      comment: COMMENT,
    });
  });

  it('leaves the job alone while other approvals are missing', async () => {
    server.on(
      DEPLOYMENT,
      { body: deployment({ pending_approval_count: 2 }) },
      {
        body: deployment({
          pending_approval_count: 1,
          approvals: told('approved'),
        }),
      },
    );
    server.on(APPROVE, { status: 201, body: {} });
    expect((await answer()).note).toContain('needs 2 approvals');
    expect(server.seen).toEqual([DEPLOYMENT, APPROVE, DEPLOYMENT]);
    await expect(responder().observe(pass)).resolves.toMatchObject({
      answered: true,
    });
  });

  it('plays the job though GitLab calls the deployment blocked a moment longer', async () => {
    server.on(
      DEPLOYMENT,
      { body: deployment() },
      {
        body: deployment({
          pending_approval_count: 0,
          approvals: told('approved'),
        }),
      },
    );
    server.on(APPROVE, { status: 201, body: {} });
    server.on(PLAY, { body: {} });
    await answer();
    expect(server.seen.at(-1)).toBe(PLAY);
  });

  it('only plays the job when it died after the approval', async () => {
    server.on(DEPLOYMENT, { body: approved });
    server.on(PLAY, { body: {} });
    await answer();
    expect(server.seen).toEqual([DEPLOYMENT, DEPLOYMENT, PLAY]);
  });

  it('finds its approval among those of several rules', async () => {
    server.on(DEPLOYMENT, {
      body: deployment({
        status: 'created',
        pending_approval_count: 0,
        approvals: undefined,
        approval_summary: {
          rules: [
            { deployment_approvals: [] },
            { deployment_approvals: told('approved') },
          ],
        },
      }),
    });
    const { requests } = await responder().plan(pass);
    expect(requests.map(({ url }) => url)).toEqual([
      `${server.url}${PATH}/jobs/664/play`,
    ]);
  });

  it.each([
    ['the deployment runs', pass, running, ''],
    [
      'the answer is not known yet',
      questionOf('pending', pass.target),
      deployment(),
      '',
    ],
    [
      'nobody approves it any more',
      pass,
      deployment({ status: 'canceled', pending_approval_count: 0 }),
      'is canceled and waits for no approval',
    ],
    [
      'it was rejected before',
      pass,
      deployment({ approvals: told('rejected') }),
      'lets nobody answer twice',
    ],
  ])('sends nothing when %s', async (_what, request, body, note) => {
    server.on(DEPLOYMENT, { body });
    const plan = await answer(request);
    expect(plan.requests).toEqual([]);
    expect(plan.note ?? '').toContain(note);
  });

  it('finds the deployment of a job that waits', async () => {
    const question = questionOf('pass', { jobId: '664' });
    const list = `GET ${PATH}/deployments?environment=production&order_by=id&per_page=100&sort=desc`;
    server.on(list, {
      body: [
        { id: 42, deployable: { id: 1 } },
        { id: 41, deployable: { id: 664 } },
        { id: 40, deployable: null },
      ],
    });
    server.on(DEPLOYMENT, { body: deployment() });
    const { requests } = await responder().plan(question);
    expect(server.seen).toEqual([list, DEPLOYMENT]);
    expect(requests).toHaveLength(2);
    server.on(list, { body: [] });
    expect(await responder().plan(question)).toEqual({
      requests: [],
      note: expect.stringContaining('left to people'),
    });
  });

  it.each([
    ['another commit', { sha: 'b'.repeat(40) }],
    ['another environment', { environment: { name: 'staging' } }],
  ])(
    'answers nothing when it brings %s than was asked about',
    async (_what, more) => {
      server.on(DEPLOYMENT, { body: deployment(more) });
      await expect(responder().plan(pass)).rejects.toMatchObject({
        name: 'VendorError',
        kind: 'refused',
        message: expect.stringContaining('nothing is answered'),
      });
      expect(server.seen).toEqual([DEPLOYMENT]);
    },
  );

  it('observes whether the answer has arrived, and where it can be seen', async () => {
    server.on(DEPLOYMENT, { body: deployment() }, { body: running });
    await expect(responder().observe(pass)).resolves.toEqual({
      answered: false,
      url: 'https://gitlab.example.com/Shop/Payments/-/jobs/664',
    });
    await expect(responder().observe(pass)).resolves.toMatchObject({
      answered: true,
    });
  });

  it('answers its own GitLab only', async () => {
    const foreign = {
      ...pass,
      target: { ...pass.target, host: 'evil.example.com' },
    };
    await expect(responder().plan(foreign)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('credentials go nowhere else'),
    });
    const other = await FakeVendorApi.start();
    await expect(
      responder().apply({
        ...pass,
        plan: {
          requests: [{ method: 'POST', url: `${other.url}/api/v4/`, body: {} }],
        },
      }),
    ).rejects.toMatchObject({ kind: 'refused' });
    expect([...server.seen, ...other.seen]).toEqual([]);
    await other.stop();
  });

  it.each(failures)(
    'tells %j as %s',
    async (failure, kind, retryable, retryAt) => {
      server.on(DEPLOYMENT, { body: deployment() });
      server.on(APPROVE, failure as object);
      const error = await answer().catch(problem => problem);
      expect(error).toMatchObject({ name: 'VendorError', kind, retryable });
      expect(error.retryAt?.toISOString() ?? '').toBe(retryAt);
      expect(error.message).not.toContain('the-token');
      server.on(DEPLOYMENT, failure as object);
      await expect(responder().plan(pass)).rejects.toMatchObject({ kind });
    },
  );

  it('describes where it answers', () => {
    expect(responder().describe(pass.target)).toBe(
      'deployment 41 of Shop/Payments to production on gitlab.example.com',
    );
  });
});
