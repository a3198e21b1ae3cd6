import { mockServices } from '@backstage/backend-test-utils';
import {
  DownloadHosts,
  type FinishedRun,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { githubApi } from '../api/__fixtures__/githubApi';
import { createGithubArtifactSource } from './githubArtifactSource';
import { readArtifactHosts } from './readArtifactHosts';

const SHA = 'a1'.repeat(20);
const LIST = '/api/v3/repos/shop/payments/actions/runs/42/artifacts';
const ZIP = '/api/v3/repos/shop/payments/actions/artifacts/7/zip';
const run: FinishedRun = {
  repository: 'shop/payments',
  sha: SHA,
  runId: '42',
  attempt: 2,
  url: 'https://github.com/shop/payments/actions/runs/42',
  startedAt: '2026-11-25T11:00:00Z',
  finishedAt: '2026-11-25T11:30:00Z',
};
const { signal } = new AbortController();
const listed = (changes: object = {}) => ({
  id: 7,
  name: 'test-results',
  size_in_bytes: 1234,
  expired: false,
  created_at: '2026-11-25T11:20:00Z',
  workflow_run: { id: 42, head_sha: SHA },
  ...changes,
});

describe('createGithubArtifactSource', () => {
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
    createGithubArtifactSource({
      api: githubApi({ apiBaseUrl: `${api.url}/api/v3`, as: 'app' }),
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
      artifact: { id: '7', name: 'test-results', form: 'zip' },
      maxBytes: 100,
      signal,
    });

  it.each([
    [{}, true],
    [{ runId: 'gitlab-42' }, false],
    [{ url: 'https://ghe.example.com/shop/payments/actions/runs/42' }, false],
    [{ url: undefined }, false],
  ])('wants a run with %j: %s', (changes, wanted) => {
    expect(create().wants({ ...run, ...changes })).toBe(wanted);
  });

  it('asks for the artifacts of the run, page by page', async () => {
    const first = Array.from({ length: 100 }, (_, index) =>
      listed({ id: index + 100, name: `part-${index}` }),
    );
    api.on(
      `GET ${LIST}`,
      { body: { total_count: 101, artifacts: first } },
      { body: { total_count: 101, artifacts: [listed({ expired: true })] } },
    );
    const artifacts = await list();
    expect(api.seen).toEqual([
      `GET ${LIST}?page=1&per_page=100`,
      `GET ${LIST}?page=2&per_page=100`,
    ]);
    expect(api.requests[0].headers).toMatchObject({
      accept: 'application/vnd.github+json',
      authorization: 'Bearer secret of https://github.com/shop',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'showcaller',
    });
    expect(artifacts).toHaveLength(101);
    expect(artifacts[100]).toEqual({
      id: '7',
      name: 'test-results',
      form: 'zip',
      bytes: 1234,
      expired: true,
    });
  });

  it('leaves out what an earlier attempt made, and takes the newest of a name', async () => {
    const artifacts = [
      listed({ id: 1, created_at: '2026-11-25T10:20:00Z' }),
      listed({ id: 2, created_at: '2026-11-25T11:10:00Z' }),
      listed({ id: 3, created_at: '2026-11-25T11:25:00Z' }),
      listed({ id: 4, name: 'old', created_at: '2026-11-25T10:20:00Z' }),
    ];
    api.on(`GET ${LIST}`, { body: { artifacts } });
    expect((await list()).map(({ id }) => id)).toEqual(['3']);
  });

  it('takes nothing when the run is of another commit than its webhook said', async () => {
    const artifacts = [listed({ workflow_run: { head_sha: 'b'.repeat(40) } })];
    api.on(`GET ${LIST}`, { body: { artifacts } });
    await expect(list()).rejects.toMatchObject({
      name: 'VendorError',
      kind: 'refused',
      message: expect.stringContaining('is of the commit bbbb'),
    });
  });

  it('reads the archive from the storage that GitHub redirects to, without the token', async () => {
    api.on(`GET ${ZIP}`, {
      status: 302,
      headers: { location: `${storage.url}/7.zip?sig=s` },
    });
    storage.on('GET /7.zip?sig=s', { body: Buffer.from('PK') });
    expect(Buffer.from(await read()).toString()).toBe('PK');
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: ZIP,
        query: {},
        headers: {
          accept: 'application/vnd.github+json',
          authorization: 'Bearer secret of https://github.com/shop',
        },
      },
    ]);
    expect(storage.requests[0].headers).not.toHaveProperty('authorization');
  });

  it.each([
    'http://acct.blob.core.windows.net/7.zip',
    'https://evil.example.com/7.zip',
    'https://169.254.169.254/latest/meta-data',
    'https://acct.blob.core.windows.net.evil.example.com/7.zip',
  ])('refuses a redirect to %s', async location => {
    api.on(`GET ${ZIP}`, { status: 302, headers: { location } });
    await expect(
      read(readArtifactHosts(mockServices.rootConfig())),
    ).rejects.toMatchObject({ kind: 'refused', retryable: false });
  });

  it.each([
    [{ status: 404 }, 'not-found', undefined],
    [
      { status: 410, body: { message: 'Artifact has expired' } },
      'not-found',
      undefined,
    ],
    [
      { status: 429, headers: { 'retry-after': '60' } },
      'rate-limited',
      new Date('2026-11-25T12:01:00Z'),
    ],
    [{ status: 500 }, 'unavailable', undefined],
    [{ status: 401 }, 'refused', undefined],
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
