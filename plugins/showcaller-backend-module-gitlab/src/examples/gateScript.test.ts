import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const script = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-gitlab',
    '../../examples/gate/showcaller-gate.sh',
  ),
);
const ASK = '/api/showcaller/gate/ci/evaluations';
const LOOK = `${ASK}/e-1`;

/** An answer of the gate with everything that the script prints. */
const answer = (status: string, more: object = {}) => ({
  id: 'e-1',
  approvals: { status: 'ALLOW', note: 'not the status of the evaluation' },
  status,
  tier: 'production',
  explanation: 'Blocked because "risk" is high:\n0.82 \u2265 0.7.',
  risk: {
    score: 0.82,
    band: 'high',
    top: [{ label: 'Lines changed', contribution: 0.4 }],
    missing: [{ label: 'Coverage', reason: 'no report' }],
  },
  matchedRules: [{ name: 'block_high_risk_prod', explanation: 'risk > 0.7' }],
  evidenceUrl: 'https://portal.example.com/gate/d-1',
  ...more,
});

describe('showcaller-gate.sh', () => {
  let server: FakeVendorApi;
  let folder: string;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    folder = mkdtempSync(path.join(tmpdir(), 'gate-'));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function ask(more: Record<string, string> = {}) {
    const output = path.join(folder, 'output');
    return new Promise<{ exit: unknown; said: string; output: string }>(
      resolve =>
        execFile(
          'sh',
          [script],
          {
            env: {
              PATH: process.env.PATH,
              SHOWCALLER_URL: `${server.url}/`,
              SHOWCALLER_TOKEN: 'the-token',
              SHOWCALLER_ENTITY: 'component:default/payments',
              SHOWCALLER_ENVIRONMENT: 'production',
              SHOWCALLER_REPOSITORY: 'shop/payments',
              SHOWCALLER_SHA: 'a'.repeat(40),
              SHOWCALLER_POLL_SECONDS: '0',
              SHOWCALLER_RETRY_SECONDS: '0',
              SHOWCALLER_OUTPUT: output,
              CI_JOB_ID: '77',
              ...more,
            } as NodeJS.ProcessEnv,
          },
          (error, _stdout, said) => {
            let written = '';
            try {
              written = readFileSync(output, 'utf8');
            } catch {
              // Nothing was written.
            }
            resolve({ exit: error?.code ?? 0, said, output: written });
          },
        ),
    );
  }

  it('asks once, with the token, a key of the run and everything it was told, and goes on when allowed', async () => {
    server.on(`POST ${ASK}`, { body: answer('ALLOW') });
    const { exit, said, output } = await ask({
      SHOWCALLER_PULL_REQUEST: '5',
      SHOWCALLER_ARTIFACT_DIGEST: `sha256:${'b'.repeat(64)}`,
      SHOWCALLER_REQUESTED_BY: 'jane "the\tfast" \\ doe\nü',
      SHOWCALLER_SOURCE: 'gitlab-ci',
    });
    expect(exit).toBe(0);
    expect(said).toContain('ALLOW for component:default/payments');
    expect(output).toBe(
      'status=ALLOW\nevaluation_id=e-1\nevidence_url=https://portal.example.com/gate/d-1\n',
    );
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: ASK,
        query: { wait: '20s' },
        headers: {
          authorization: 'Bearer the-token',
          'content-type': 'application/json',
          'idempotency-key': expect.stringMatching(/^\d+-\d+-77$/),
        },
        body: {
          entityRef: 'component:default/payments',
          environment: 'production',
          stage: 'pre-deploy',
          change: {
            repository: 'shop/payments',
            sha: 'a'.repeat(40),
            pullRequest: 5,
          },
          artifact: { digest: `sha256:${'b'.repeat(64)}` },
          source: 'gitlab-ci',
          requestedBy: 'jane "the\tfast" \\ doe\nü',
        },
      },
    ]);
  });

  it('gives one run the same key, and another run or question another one', async () => {
    server.on(`POST ${ASK}`, { body: answer('ALLOW') });
    await ask();
    await ask();
    await ask({ CI_JOB_ID: '78' });
    await ask({ SHOWCALLER_STAGE: 'post-deploy' });
    const keys = server.requests.map(
      ({ headers }) => headers['idempotency-key'],
    );
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });

  it('holds back what is blocked, and prints why', async () => {
    server.on(`POST ${ASK}`, { body: answer('BLOCK') });
    const { exit, said } = await ask();
    expect(exit).toBe(1);
    for (const text of [
      'BLOCK for component:default/payments in production (pre-deploy)',
      'Blocked because "risk" is high: 0.82 ',
      'risk 0.82 (high)',
      'rule block_high_risk_prod',
      'reason: Lines changed',
      'not known: Coverage (no report)',
      'https://portal.example.com/gate/d-1',
    ]) {
      expect(said).toContain(text);
    }
    expect(said).not.toContain('the-token');
  });

  it('waits for an approval at the address of the answer, with a fresh token each time', async () => {
    server.on(`POST ${ASK}`, {
      status: 202,
      headers: { location: LOOK },
      body: answer('PENDING'),
    });
    server.on(
      `GET ${LOOK}`,
      { body: answer('NEEDS_APPROVAL') },
      { status: 503, body: 'away' },
      { status: 429, headers: { 'retry-after': '0' } },
      { body: answer('NEEDS_APPROVAL') },
      { body: answer('ALLOW') },
    );
    const { exit, said } = await ask({
      SHOWCALLER_TOKEN_COMMAND: `echo x >>${folder}/count; wc -l <${folder}/count | tr -d ' '`,
    });
    expect(exit).toBe(0);
    expect(server.seen.slice(1)).toEqual(Array(5).fill(`GET ${LOOK}`));
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['1', '2', '3', '4', '5', '6'].map(number => `Bearer ${number}`),
    );
    expect(said.match(/NEEDS_APPROVAL for/g)).toHaveLength(1);
  });

  it('gives up when nobody approves, and takes a rejection for a no', async () => {
    server.on(`POST ${ASK}`, { body: answer('NEEDS_APPROVAL') });
    server.on(`GET ${LOOK}`, { body: answer('NEEDS_APPROVAL') });
    const late = await ask({ SHOWCALLER_WAIT_SECONDS: '0' });
    expect(late).toMatchObject({
      exit: 2,
      said: expect.stringContaining('nobody approved within 0 s'),
    });
    server.on(`GET ${LOOK}`, { body: answer('BLOCK') });
    expect(await ask()).toMatchObject({ exit: 1 });
  });

  it.each([
    ['production', 'production', {}, 1],
    ['staging', 'staging', {}, 0],
    [
      'an environment whose tier is production',
      'eu-1',
      { tier: 'production' },
      1,
    ],
    ['no production', 'eu-2', { tier: 'staging' }, 0],
  ])(
    'takes INCONCLUSIVE in %s for what is safe there',
    async (_what, environment, more, exit) => {
      server.on(`POST ${ASK}`, {
        body: answer('INCONCLUSIVE', { tier: 'staging', ...more }),
      });
      expect(await ask({ SHOWCALLER_ENVIRONMENT: environment })).toMatchObject({
        exit,
      });
    },
  );

  describe('without an answer', () => {
    const ways: Array<[string, Record<string, string>, object]> = [
      ['it breaks off', {}, { fault: 'cut', body: answer('ALLOW') }],
      [
        'the gate fails',
        {},
        { status: 500, body: { error: { message: 'no' } } },
      ],
      ['a proxy answers for it', {}, { body: '<html>Sign in</html>' }],
    ];
    it.each(ways)(
      'when %s nothing goes to production, and other environments go on',
      async (_what, env, told) => {
        server.on(`POST ${ASK}`, told);
        const closed = await ask(env);
        expect(closed.exit).toBe(4);
        expect(closed.said).toContain('without one nothing goes to production');
        const open = await ask({ ...env, SHOWCALLER_ENVIRONMENT: 'staging' });
        expect(open).toMatchObject({
          exit: 0,
          said: expect.stringContaining('staging is no production'),
          output: expect.stringContaining('status=UNREACHABLE'),
        });
      },
    );

    it('when nothing listens nothing goes to production', async () => {
      const gone = await FakeVendorApi.start();
      const { url } = gone;
      await gone.stop();
      expect(await ask({ SHOWCALLER_URL: url })).toMatchObject({ exit: 4 });
    });

    it('asks again with the same key while there is time', async () => {
      server.on(
        `POST ${ASK}`,
        { status: 503, headers: { 'retry-after': '0' } },
        { fault: 'cut', body: answer('BLOCK') },
        { body: answer('ALLOW') },
      );
      expect(await ask({ SHOWCALLER_RETRY_SECONDS: '30' })).toMatchObject({
        exit: 0,
      });
      const keys = server.requests.map(
        ({ headers }) => headers['idempotency-key'],
      );
      expect(keys).toEqual([keys[0], keys[0], keys[0]]);
    });

    it('can be told what no answer means', async () => {
      server.on(`POST ${ASK}`, { status: 500 });
      expect(await ask({ SHOWCALLER_UNREACHABLE: 'open' })).toMatchObject({
        exit: 0,
      });
      expect(
        await ask({
          SHOWCALLER_ENVIRONMENT: 'eu-1',
          SHOWCALLER_PRODUCTION: 'eu-1 us-1',
        }),
      ).toMatchObject({ exit: 4 });
    });
  });

  it.each([400, 401, 403, 404, 422])(
    'does not go on anywhere when the request is refused with %i',
    async status => {
      server.on(`POST ${ASK}`, {
        status,
        body: { error: { message: 'entityRef is wrong' } },
      });
      const { exit, said } = await ask({ SHOWCALLER_ENVIRONMENT: 'staging' });
      expect(exit).toBe(3);
      expect(said).toContain(`HTTP ${status}: entityRef is wrong`);
      expect(server.requests).toHaveLength(1);
    },
  );

  it('sends its token to no other host than the one it asked', async () => {
    const other = await FakeVendorApi.start();
    server.on(`POST ${ASK}`, {
      status: 202,
      headers: { location: `${other.url}${LOOK}` },
      body: answer('PENDING'),
    });
    server.on(`GET ${LOOK}`, { body: answer('ALLOW') });
    expect(await ask()).toMatchObject({ exit: 0 });
    expect(other.requests).toEqual([]);
    expect(server.seen.at(-1)).toBe(`GET ${LOOK}`);
    await other.stop();
  });

  it.each([
    [{ SHOWCALLER_SHA: '' }, 'SHOWCALLER_SHA is not set'],
    [{ SHOWCALLER_TOKEN: '' }, 'who asks'],
    [{ SHOWCALLER_URL: 'file:///etc' }, 'must be an http(s) address'],
    [{ SHOWCALLER_CALLER: 'me' }, 'must be ci or service'],
    [{ SHOWCALLER_UNREACHABLE: 'maybe' }, 'must be closed or open'],
  ] as Array<[Record<string, string>, string]>)(
    'says what is wrong with %j',
    async (env, message) => {
      const { exit, said } = await ask(env);
      expect(exit).toBe(3);
      expect(said).toContain(message);
    },
  );
});
