import type { FinishedRun } from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createJenkinsClient } from '../api/createJenkinsClient';
import { createJenkinsArtifactSource } from './jenkinsArtifactSource';

const BUILD = '/ci/job/shop/job/pay%20ments/7';
const LIST = `${BUILD}/api/json`;
const FILE = `${BUILD}/artifact/target/surefire-reports/TEST-a%20b.xml`;
const run: FinishedRun = {
  repository: 'shop/payments',
  sha: 'a1'.repeat(20),
  runId: 'jenkins-shop/pay ments-7',
  attempt: 1,
  url: 'https://elsewhere.example.com/job/x/7/',
  finishedAt: '2026-11-25T11:30:00Z',
};
const { signal } = new AbortController();

describe('createJenkinsArtifactSource', () => {
  let api: FakeVendorApi;
  let other: FakeVendorApi;
  beforeEach(async () => {
    api = await FakeVendorApi.start();
    other = await FakeVendorApi.start();
  });
  afterEach(async () => {
    await api.stop();
    await other.stop();
  });

  const create = () =>
    createJenkinsArtifactSource({
      clients: new Map(
        [
          ['default', `${api.url}/ci/`],
          ['mobile', other.url],
        ].map(([name, baseUrl]) => [
          name,
          createJenkinsClient({
            instance: { name, baseUrl, username: 'me', apiToken: 'secret' },
            timeoutMs: 300,
            now: () => new Date('2026-11-25T12:00:00Z'),
          }),
        ]),
      ),
    });
  const read = (id = 'target/surefire-reports/TEST-a b.xml') =>
    create().read({
      run,
      artifact: { id, name: id, form: 'file' },
      maxBytes: 100,
      signal,
    });

  it.each([
    ['jenkins-shop/payments-7', true],
    ['jenkins-mobile:app-7', true],
    ['jenkins-shop/../admin-7', false],
    ['jenkins-shop//admin-7', false],
    ['jenkins-shop', false],
    ['42', false],
    ['gitlab-42', false],
  ])('wants the run %s: %s', (runId, wanted) => {
    expect(create().wants({ ...run, runId })).toBe(wanted);
  });

  it('asks the build for its files, and leaves out what leads elsewhere', async () => {
    api.on(`GET ${LIST}`, {
      body: {
        artifacts: [
          { relativePath: 'target/surefire-reports/TEST-a b.xml' },
          { relativePath: 'reports.ZIP' },
          { relativePath: '../../../admin' },
        ],
      },
    });
    expect(await create().list({ run, signal })).toEqual([
      {
        id: 'target/surefire-reports/TEST-a b.xml',
        name: 'target/surefire-reports/TEST-a b.xml',
        form: 'file',
      },
      { id: 'reports.ZIP', name: 'reports.ZIP', form: 'zip' },
    ]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: LIST,
        query: { tree: 'artifacts[relativePath]{0,1000}' },
        headers: {
          authorization: `Basic ${Buffer.from('me:secret').toString('base64')}`,
        },
      },
    ]);
  });

  it('asks the instance that the build is of, whatever address its webhook told', async () => {
    other.on('GET /job/app/7/api/json', { body: { artifacts: [] } });
    const mobile = { ...run, runId: 'jenkins-mobile:app-7' };
    expect(await create().list({ run: mobile, signal })).toEqual([]);
    expect(api.requests).toEqual([]);
  });

  it('reads a file', async () => {
    api.on(`GET ${FILE}`, { body: '<testsuite/>' });
    expect(Buffer.from(await read()).toString()).toBe('<testsuite/>');
    expect(api.requests).toMatchObject([
      { method: 'GET', path: FILE, query: {}, headers: { accept: '*/*' } },
    ]);
  });

  it('reads no file outside of the build', async () => {
    await expect(read('../../api/json')).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(api.requests).toEqual([]);
  });

  it('follows no redirect to another host', async () => {
    api.on(`GET ${FILE}`, {
      status: 302,
      headers: { location: `${other.url}/file` },
    });
    await expect(read()).rejects.toMatchObject({ kind: 'refused' });
    expect(other.requests).toEqual([]);
  });

  it.each([
    [{ status: 404 }, 'not-found', undefined],
    [{ status: 410 }, 'not-found', undefined],
    [
      { status: 429, headers: { 'retry-after': '9' } },
      'rate-limited',
      new Date('2026-11-25T12:00:09Z'),
    ],
    [{ status: 503 }, 'unavailable', undefined],
    [{ status: 403 }, 'refused', undefined],
    [{ body: Buffer.alloc(101) }, 'too-large', undefined],
  ])('tells %j as %s', async (answer, kind, retryAt) => {
    api.on(`GET ${FILE}`, answer);
    await expect(read()).rejects.toMatchObject({
      name: 'VendorError',
      kind,
      retryAt,
    });
  });
});
