import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { githubApi } from './__fixtures__/githubApi';
import { repositoryPath } from './GithubApi';

const RESET = 1_795_615_200;

describe('GithubApi', () => {
  let server: FakeVendorApi;
  beforeAll(async () => {
    server = await FakeVendorApi.start();
  });
  beforeEach(() => server.forget());
  afterAll(() => server.stop());

  const get = (as?: 'app' | 'token') =>
    githubApi({ apiBaseUrl: server.url, as }).request('shop/payments', {
      path: repositoryPath('shop/payments'),
    });

  it('asks as who the portal is for the owner, and says which version of the API it knows', async () => {
    server.on('GET /repos/shop/payments', { body: {} });
    await get();
    expect(server.requests[0].headers).toMatchObject({
      authorization: 'Bearer secret of https://github.com/shop',
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'showcaller',
    });
  });

  it('pauses until the reset as soon as only the reserve of the limit is left', async () => {
    const rate = (remaining: number) => ({
      body: {},
      headers: {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': String(RESET),
      },
    });
    server.on('GET /repos/shop/payments', rate(1001), rate(1000));
    expect((await get()).pauseUntil).toBeUndefined();
    expect((await get()).pauseUntil).toEqual(new Date(RESET * 1000));
  });

  it.each([
    [
      'the primary limit',
      403,
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(RESET),
      },
      'API rate limit exceeded',
      new Date(RESET * 1000),
    ],
    [
      'the secondary limit with a time',
      403,
      { 'retry-after': '30', 'x-ratelimit-remaining': '4000' },
      'You have exceeded a secondary rate limit',
      new Date('2026-11-25T12:00:30Z'),
    ],
    [
      'the secondary limit without one',
      403,
      { 'x-ratelimit-remaining': '4000' },
      'You have exceeded a secondary rate limit',
      new Date('2026-11-25T12:01:00Z'),
    ],
    [
      'too many requests',
      429,
      {},
      'Slow down',
      new Date('2026-11-25T12:01:00Z'),
    ],
  ])(
    'knows %s from a refusal',
    async (_what, status, headers, message, retryAt) => {
      server.on('GET /repos/shop/payments', {
        status,
        headers: headers as Record<string, string>,
        body: { message },
      });
      await expect(get()).rejects.toMatchObject({
        kind: 'rate-limited',
        retryAt,
      });
    },
  );

  it.each([
    [401, 'Bad credentials', 'wrong or has expired'],
    [403, 'Resource not accessible by integration', 'lacks a permission'],
    [404, 'Not Found', 'may not see it'],
  ])('says what to do about %i', async (status, message, advice) => {
    server.on('GET /repos/shop/payments', { status, body: { message } });
    await expect(get()).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(`${message}.*${advice}`),
    });
  });

  it('says when there are no credentials for the owner', async () => {
    const request = (getCredentials: () => Promise<never>) =>
      githubApi({
        apiBaseUrl: server.url,
        credentials: { getCredentials },
      }).request('shop/payments', { path: '/' });
    await expect(
      request(async () => {
        throw new Error('No app installation found for shop in 42');
      }),
    ).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('No app installation found for shop'),
    });
    await expect(
      request(async () => {
        throw Object.assign(new Error('wrong key'), { status: 401 });
      }),
    ).rejects.toMatchObject({ kind: 'refused', status: 401 });
    await expect(
      request(async () => ({ type: 'token' } as never)),
    ).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('has no token'),
    });
    expect(server.requests).toEqual([]);
  });
});
