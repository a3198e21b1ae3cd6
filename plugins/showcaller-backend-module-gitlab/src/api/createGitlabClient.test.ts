import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createGitlabClient } from './createGitlabClient';

const NOW = new Date('2026-11-25T12:00:00Z');
const PATH = '/api/v4/projects/1';

describe('createGitlabClient', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
  });
  afterEach(() => server.stop());

  const request = () =>
    createGitlabClient({
      config: {
        host: 'gitlab.com',
        apiBaseUrl: `${server.url}/api/v4`,
        token: 'secret',
        reserve: 0.2,
        jobs: true,
      },
      timeoutMs: 300,
      now: () => NOW,
    }).request({ path: '/projects/1' });

  it('asks to pause when only the reserve of the rate limit is left', async () => {
    server.on(`GET ${PATH}`, {
      body: {},
      headers: {
        'ratelimit-limit': '2000',
        'ratelimit-remaining': '400',
        'ratelimit-reset': '1795615200',
      },
    });
    expect(await request()).toMatchObject({
      pauseUntil: new Date(1_795_615_200_000),
    });
  });

  it.each([
    [{ status: 401, body: { message: '401 Unauthorized' } }, 'refused', ''],
    [{ status: 403, body: { message: '403 Forbidden' } }, 'refused', ''],
    [{ status: 404, body: { message: '404 Not Found' } }, 'not-found', ''],
    [
      { status: 429, headers: { 'retry-after': '9' }, body: 'Retry later' },
      'rate-limited',
      '2026-11-25T12:00:09.000Z',
    ],
    [
      { status: 429, headers: { 'ratelimit-reset': '1795615200' } },
      'rate-limited',
      new Date(1_795_615_200_000).toISOString(),
    ],
    [{ status: 429 }, 'rate-limited', '2026-11-25T12:01:00.000Z'],
    [{ status: 503 }, 'unavailable', ''],
    [{ body: '{"id": 1, "web' }, 'unavailable', ''],
    [{ fault: 'hang' as const }, 'unavailable', ''],
    [
      { status: 302, headers: { location: 'https://evil.example.com/' } },
      'refused',
      '',
    ],
  ])('tells %j as %s', async (answer, kind, retryAt) => {
    server.on(`GET ${PATH}`, answer as object);
    const error = await request().catch(problem => problem);
    expect(error).toMatchObject({ name: 'VendorError', kind });
    expect(error.retryAt?.toISOString() ?? '').toBe(retryAt);
    expect(error.message).not.toContain('secret');
  });
});
