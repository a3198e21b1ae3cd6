import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createJenkinsClient, jobPath } from './createJenkinsClient';

describe('createJenkinsClient', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
  });
  afterEach(() => server.stop());

  const request = () =>
    createJenkinsClient({
      instance: {
        name: 'default',
        baseUrl: `${server.url}/ci/`,
        username: 'portal',
        apiToken: 'secret',
      },
      timeoutMs: 300,
      now: () => new Date('2026-11-25T12:00:00Z'),
    }).request({ path: `${jobPath('a/b c')}/api/json` });

  it.each([
    [{ status: 401 }, 'refused', ''],
    [{ status: 403, body: '<html>' }, 'refused', ''],
    [{ status: 404 }, 'not-found', ''],
    [
      { status: 503, headers: { 'retry-after': '30' } },
      'unavailable',
      '2026-11-25T12:00:30.000Z',
    ],
    [{ body: '<html>Sign in</html>' }, 'unavailable', ''],
    [{ body: '{"allBuilds": [' }, 'unavailable', ''],
    [{ fault: 'cut' as const, body: 'x'.repeat(999) }, 'unavailable', ''],
    [
      { status: 302, headers: { location: 'https://sso.example.com/login' } },
      'refused',
      '',
    ],
  ])('tells %j as %s', async (answer, kind, retryAt) => {
    server.on('GET /ci/job/a/job/b%20c/api/json', answer as object);
    const error = await request().catch(problem => problem);
    expect(error).toMatchObject({ name: 'VendorError', kind });
    expect(error.retryAt?.toISOString() ?? '').toBe(retryAt);
    expect(error.message).not.toContain('secret');
  });
});
