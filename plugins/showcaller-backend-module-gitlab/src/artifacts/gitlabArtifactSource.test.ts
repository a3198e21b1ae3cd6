import { mockServices } from '@backstage/backend-test-utils';
import {
  DownloadHosts,
  type FinishedRun,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createGitlabClient } from '../api/createGitlabClient';
import { createGitlabArtifactSource } from './gitlabArtifactSource';
import { readArtifactHosts } from './readArtifactHosts';

const SHA = 'a1'.repeat(20);
const LIST = '/api/v4/projects/shop%2Fsub%2Fpayments/pipelines/42/jobs';
const ZIP = '/api/v4/projects/shop%2Fsub%2Fpayments/jobs/7/artifacts';
const run: FinishedRun = {
  repository: 'shop/sub/payments',
  sha: SHA,
  runId: 'gitlab-42',
  attempt: 1,
  url: 'https://gitlab.example.com/shop/sub/payments/-/pipelines/42',
  finishedAt: '2026-11-25T11:30:00Z',
};
const { signal } = new AbortController();
const job = (changes: object = {}) => ({
  id: 7,
  name: 'rspec 1/3',
  pipeline: { id: 42, sha: SHA },
  artifacts_file: { filename: 'artifacts.zip', size: 1234 },
  ...changes,
});

describe('createGitlabArtifactSource', () => {
  let api: FakeVendorApi;
  let storage: FakeVendorApi;
  beforeEach(async () => {
    api = await FakeVendorApi.start();
    storage = await FakeVendorApi.start();
  });
  afterEach(async () => {
    await api.stop();
    await storage.stop();
  });

  const create = (hosts?: DownloadHosts) =>
    createGitlabArtifactSource({
      client: createGitlabClient({
        config: {
          host: 'gitlab.example.com',
          apiBaseUrl: `${api.url}/api/v4`,
          token: 'secret',
          reserve: 0.2,
          jobs: true,
        },
        timeoutMs: 300,
        now: () => new Date('2026-11-25T12:00:00Z'),
      }),
      host: 'gitlab.example.com',
      hosts:
        hosts ??
        DownloadHosts.create({
          key: 'k',
          hosts: [storage.url],
          allowPrivate: true,
        }),
    });
  const list = () => create().list({ run, signal });
  const read = (hosts?: DownloadHosts) =>
    create(hosts).read({
      run,
      artifact: { id: '7', name: 'rspec 1/3', form: 'zip' },
      maxBytes: 100,
      signal,
    });

  it.each([
    [{}, true],
    [{ runId: '42' }, false],
    [{ runId: 'gitlab-42/../1' }, false],
    [{ url: 'https://gitlab.com/shop/sub/payments/-/pipelines/42' }, false],
    [{ url: undefined }, false],
  ])('wants a run with %j: %s', (changes, wanted) => {
    expect(create().wants({ ...run, ...changes })).toBe(wanted);
  });

  it('asks for the jobs of the pipeline, and has an artifact for each that keeps an archive', async () => {
    const first = Array.from({ length: 100 }, (_, index) =>
      job({ id: index + 100, artifacts_file: undefined }),
    );
    api.on(
      `GET ${LIST}`,
      { body: first },
      { body: [job(), job({ id: 8, artifacts_file: null })] },
    );
    expect(await list()).toEqual([
      { id: '7', name: 'rspec 1/3', form: 'zip', bytes: 1234 },
    ]);
    expect(api.seen).toEqual([
      `GET ${LIST}?page=1&per_page=100`,
      `GET ${LIST}?page=2&per_page=100`,
    ]);
    expect(api.requests[0].headers).toMatchObject({
      authorization: 'Bearer secret',
      'user-agent': 'showcaller',
    });
  });

  it('takes nothing when the pipeline is of another commit than its webhook said', async () => {
    api.on(`GET ${LIST}`, {
      body: [job({ pipeline: { id: 42, sha: 'b'.repeat(40) } })],
    });
    await expect(list()).rejects.toMatchObject({
      name: 'VendorError',
      kind: 'refused',
      message: expect.stringContaining('is of the commit bbbb'),
    });
  });

  it('reads the archive of a job', async () => {
    api.on(`GET ${ZIP}`, { body: Buffer.from('PK') });
    expect(Buffer.from(await read()).toString()).toBe('PK');
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: ZIP,
        query: {},
        headers: { accept: '*/*', authorization: 'Bearer secret' },
      },
    ]);
  });

  it('reads it from the storage that GitLab redirects to, without the token', async () => {
    api.on(`GET ${ZIP}`, {
      status: 302,
      headers: { location: `${storage.url}/7.zip?sig=s` },
    });
    storage.on('GET /7.zip?sig=s', { body: Buffer.from('PK') });
    expect(Buffer.from(await read()).toString()).toBe('PK');
    expect(storage.requests[0].headers).not.toHaveProperty('authorization');
  });

  it.each([
    'http://cdn.artifacts.gitlab-static.net/7.zip',
    'https://evil.example.com/7.zip',
    'https://10.0.0.1/7.zip',
  ])('refuses a redirect to %s', async location => {
    api.on(`GET ${ZIP}`, { status: 302, headers: { location } });
    await expect(
      read(readArtifactHosts(mockServices.rootConfig())),
    ).rejects.toMatchObject({ kind: 'refused', retryable: false });
  });

  it.each([
    [
      { status: 404, body: { message: '404 Not Found' } },
      'not-found',
      undefined,
    ],
    [{ status: 410 }, 'not-found', undefined],
    [
      { status: 429, headers: { 'retry-after': '9' } },
      'rate-limited',
      new Date('2026-11-25T12:00:09Z'),
    ],
    [{ status: 502 }, 'unavailable', undefined],
    [{ status: 403 }, 'refused', undefined],
    [{ body: Buffer.alloc(101) }, 'too-large', undefined],
  ])('tells %j as %s', async (answer, kind, retryAt) => {
    api.on(`GET ${ZIP}`, answer);
    await expect(read()).rejects.toMatchObject({
      name: 'VendorError',
      kind,
      retryAt,
    });
  });
});
