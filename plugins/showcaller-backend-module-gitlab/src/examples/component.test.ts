import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const examples = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-gitlab',
    '../../examples',
  ),
);
const template = readFileSync(
  path.join(examples, 'gitlab/templates/gate.yml'),
  'utf8',
);
const ASK = '/api/showcaller/gate/ci/evaluations';

interface Spec {
  spec: { inputs: Record<string, { default?: string }> };
}
interface Job {
  variables: Record<string, string>;
  script: string[];
  id_tokens: Record<string, { aud: string }>;
}

/** The job that GitLab makes of the component with some inputs. */
function jobOf(given: Record<string, string>): [name: string, job: Job] {
  const [{ spec }] = parseAllDocuments(template).map(document =>
    document.toJSON(),
  ) as [Spec];
  const text = template.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name) => {
    const value = given[name] ?? spec.inputs[name].default;
    if (value === undefined) {
      throw new Error(`The input ${name} is missing`);
    }
    return value;
  });
  const job = parseAllDocuments(text)[1].toJSON() as Record<string, Job>;
  return Object.entries(job)[0];
}

/** Variables that GitLab itself has; it leaves what it does not know as it is. */
const predefined: Record<string, string> = {
  CI_PROJECT_PATH: 'Shop/Payments',
  CI_COMMIT_SHA: 'a'.repeat(40),
  CI_JOB_ID: '77',
  GITLAB_USER_LOGIN: 'jane',
};

describe('the GitLab component', () => {
  let server: FakeVendorApi;
  let folder: string;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    folder = mkdtempSync(path.join(tmpdir(), 'component-'));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Runs the job as a runner does: its lines one after the other, in one shell that ends at the first failure. */
  async function run(inputs: Record<string, string> = {}) {
    const [, job] = jobOf({
      url: server.url,
      entity: 'component:default/payments',
      environment: 'production',
      poll_seconds: '0',
      retry_seconds: '0',
      ...inputs,
    });
    const variables = Object.fromEntries(
      Object.entries(job.variables).map(([name, value]) => [
        name,
        String(value).replace(
          /\$(\w+)/g,
          (all, used) => predefined[used] ?? all,
        ),
      ]),
    );
    const { exit, said } = await new Promise<{ exit: unknown; said: string }>(
      resolve =>
        execFile(
          'sh',
          ['-e', '-c', job.script.join('\n')],
          {
            cwd: folder,
            env: {
              PATH: process.env.PATH,
              SHOWCALLER_TOKEN: 'the-id-token',
              ...predefined,
              ...variables,
            } as NodeJS.ProcessEnv,
          },
          (error, _stdout, stderr) =>
            resolve({ exit: error?.code ?? 0, said: stderr }),
        ),
    );
    const dotenv = path.join(folder, 'showcaller.env');
    return {
      exit,
      said,
      told: existsSync(dotenv) ? readFileSync(dotenv, 'utf8') : undefined,
    };
  }
  const answer = (status: string) => ({
    id: 'e-1',
    status,
    tier: 'production',
    explanation: 'Because of the tests.',
    evidenceUrl: 'https://portal.example.com/gate/d-1',
  });

  it('holds the script word for word', () => {
    const [, job] = jobOf({ url: 'u', entity: 'e', environment: 'production' });
    const [, script] =
      /<<'SHOWCALLER_GATE'\n([\s\S]*?\n)SHOWCALLER_GATE\n/.exec(
        job.script[0],
      ) ?? [];
    expect(script).toBe(
      readFileSync(path.join(examples, 'gate/showcaller-gate.sh'), 'utf8'),
    );
  });

  it('is a job of the wanted name with a token for the wanted audience', () => {
    const [name, job] = jobOf({
      url: 'u',
      entity: 'e',
      environment: 'production',
      job: 'gate-production',
      audience: 'portal',
    });
    expect(name).toBe('gate-production');
    expect(job.id_tokens).toEqual({ SHOWCALLER_TOKEN: { aud: 'portal' } });
    expect(() => jobOf({})).toThrow('is missing');
  });

  it('asks about the commit and the person of the pipeline, and tells later jobs', async () => {
    server.on(`POST ${ASK}`, { body: answer('ALLOW') });
    expect(await run()).toMatchObject({
      exit: 0,
      told: 'SHOWCALLER_STATUS=ALLOW\nSHOWCALLER_EVALUATION_ID=e-1\nSHOWCALLER_EVIDENCE_URL=https://portal.example.com/gate/d-1\n',
    });
    expect(server.requests[0]).toMatchObject({
      headers: { authorization: 'Bearer the-id-token' },
      body: {
        entityRef: 'component:default/payments',
        environment: 'production',
        stage: 'pre-deploy',
        change: { repository: 'Shop/Payments', sha: 'a'.repeat(40) },
        source: 'gitlab-ci',
        requestedBy: 'jane',
      },
    });
    expect(server.requests[0].body).not.toHaveProperty('change.pullRequest');
  });

  it('fails with the reasons when blocked', async () => {
    server.on(`POST ${ASK}`, { body: answer('BLOCK') });
    expect(await run()).toMatchObject({
      exit: 1,
      said: expect.stringContaining('Because of the tests.'),
      told: expect.stringContaining('SHOWCALLER_STATUS=BLOCK'),
    });
  });

  it('waits for an approval', async () => {
    server.on(`POST ${ASK}`, { status: 202, body: answer('PENDING') });
    server.on(
      `GET ${ASK}/e-1`,
      { body: answer('NEEDS_APPROVAL') },
      { body: answer('ALLOW') },
    );
    expect(await run()).toMatchObject({ exit: 0 });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['production', 4, undefined],
    ['staging', 0, 'SHOWCALLER_STATUS=UNREACHABLE'],
  ])(
    'without an answer ends for %s with %s',
    async (environment, exit, told) => {
      server.on(`POST ${ASK}`, { status: 502 });
      const ended = await run({ environment });
      expect(ended.exit).toBe(exit);
      expect(ended.told ?? '').toContain(told ?? '');
    },
  );
});
