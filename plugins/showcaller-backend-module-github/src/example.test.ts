import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { parse } from 'yaml';

jest.setTimeout(60_000);

const examples = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-github',
    '../../examples',
  ),
);
const text = (name: string) => readFileSync(path.join(examples, name), 'utf8');
const action = parse(text('github/action.yml'));
const [step] = action.runs.steps;
const SHA = 'c'.repeat(40);

function run(
  script: string,
  env: Record<string, string>,
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise(resolve => {
    const child = spawn('sh', ['-c', script], {
      env: { PATH: process.env.PATH, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', data => (out += data));
    child.stderr.on('data', data => (err += data));
    child.on('close', code => resolve({ code, out, err }));
  });
}

describe('the action for GitHub', () => {
  let server: FakeVendorApi;
  let folder: string;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    server.on('GET /token', { body: { count: 1, value: 'minted' } });
    folder = await mkdtemp(path.join(os.tmpdir(), 'showcaller-action-'));
    await writeFile(path.join(folder, 'output'), '');
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const env = () => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/token?api=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    GITHUB_ACTION_PATH: path.join(examples, 'github'),
    GITHUB_OUTPUT: path.join(folder, 'output'),
    SHOWCALLER_AUDIENCE: 'showcaller',
    SHOWCALLER_TOKEN_COMMAND: step.env.SHOWCALLER_TOKEN_COMMAND,
    SHOWCALLER_URL: server.url,
    SHOWCALLER_ENTITY: 'component:default/payments',
    SHOWCALLER_ENVIRONMENT: 'production',
    SHOWCALLER_REPOSITORY: 'Shop/Payments',
    SHOWCALLER_SHA: SHA,
    SHOWCALLER_RETRY_SECONDS: '0',
  });

  it('gives every input to a script that reads it, as a variable and not in the command', () => {
    const scripts =
      text('gate/showcaller-gate.sh') + text('github/id-token.sh');
    const names = Object.keys(step.env).filter(name =>
      name.startsWith('SHOWCALLER_'),
    );
    for (const name of names) {
      expect(scripts).toContain(name.replace(/^SHOWCALLER_/, ''));
    }
    const used = JSON.stringify(step.env);
    for (const input of Object.keys(action.inputs)) {
      expect(used).toContain(`inputs.${input}`);
    }
    expect(step.run).not.toContain('${{');
    for (const { value } of Object.values<{ value: string }>(action.outputs)) {
      expect(value).toMatch(
        /steps\.gate\.outputs\.(status|evaluation_id|evidence_url) /,
      );
    }
  });

  it.each([
    ['ALLOW', 0],
    ['BLOCK', 1],
  ])(
    'asks with the token of the job, and ends with %s as %d',
    async (status, code) => {
      server.on('POST /api/showcaller/gate/ci/evaluations', {
        body: {
          id: 'evaluation-1',
          status,
          explanation: 'Because.',
          evidenceUrl: 'https://portal.example.com/1',
        },
      });
      const ended = await run(step.run, env());
      expect([ended.code, ended.err]).toEqual([
        code,
        expect.stringContaining('Because.'),
      ]);
      const [token, question] = server.requests;
      expect(token).toMatchObject({
        query: { api: '1', audience: 'showcaller' },
        headers: { authorization: 'Bearer request-token' },
      });
      expect(question).toMatchObject({
        headers: { authorization: 'Bearer minted' },
        body: {
          entityRef: 'component:default/payments',
          environment: 'production',
          change: { repository: 'shop/payments', sha: SHA },
        },
      });
      expect(await readFile(path.join(folder, 'output'), 'utf8')).toBe(
        `status=${status}\nevaluation_id=evaluation-1\nevidence_url=https://portal.example.com/1\n`,
      );
    },
  );

  it('says what is missing without the permission for a token', async () => {
    const ended = await run(`sh "$GITHUB_ACTION_PATH/id-token.sh"`, {
      ...env(),
      ACTIONS_ID_TOKEN_REQUEST_URL: '',
    });
    expect([ended.code, ended.out]).toEqual([3, '']);
    expect(ended.err).toContain('id-token: write');
  });

  it('is used by a workflow that may have a token and nothing else', () => {
    const { jobs, permissions } = parse(text('github/workflows/deploy.yaml'));
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.gate.permissions).toEqual({
      contents: 'read',
      'id-token': 'write',
    });
    expect(jobs.deploy.needs).toBe('gate');
    const [, uses] = jobs.gate.steps;
    for (const [name, input] of Object.entries<{ required?: boolean }>(
      action.inputs,
    )) {
      expect(!input.required || name in uses.with).toBe(true);
    }
  });
});
