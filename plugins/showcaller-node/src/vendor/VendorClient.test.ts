import { FakeVendorApi } from '../testUtils';
import { retryAfter } from './retryAfter';
import { VendorClient, type VendorClientOptions } from './VendorClient';

const NOW = new Date('2026-11-25T12:00:00Z');

describe('VendorClient', () => {
  let api: FakeVendorApi;

  beforeAll(async () => {
    api = await FakeVendorApi.start();
  });
  beforeEach(() => api.forget());
  afterAll(() => api.stop());

  const client = (changes: Partial<VendorClientOptions> = {}) =>
    VendorClient.create({
      vendor: 'Vendor',
      baseUrl: `${api.url}/api/`,
      headers: async () => ({ authorization: 'Bearer secret-token' }),
      readLimit: ({ headers, now }) => retryAfter(headers, now),
      now: () => NOW,
      ...changes,
    });

  it('sends method, path, query, headers and body, and parses the answer', async () => {
    api.on('POST /api/things?a=1&b=x%20y', { status: 201, body: { id: 7 } });
    api.on('POST /api/things', { status: 201, body: { id: 7 } });
    const answer = await client().request({
      method: 'POST',
      path: '/things',
      query: { a: 1, b: 'x y', c: undefined },
      body: { name: 'ü' },
    });
    expect(answer).toMatchObject({ status: 201, json: { id: 7 } });
    expect(answer.pauseUntil).toBeUndefined();
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/things',
        query: { a: '1', b: 'x y' },
        headers: {
          authorization: 'Bearer secret-token',
          'content-type': 'application/json',
        },
        body: { name: 'ü' },
      },
    ]);
  });

  it('tells until when to pause when an answer says so', async () => {
    api.on('GET /api/slow', { headers: { 'retry-after': '90' }, body: [] });
    await expect(client().request({ path: '/slow' })).resolves.toMatchObject({
      pauseUntil: new Date('2026-11-25T12:01:30Z'),
    });
  });

  it.each([
    [429, 'rate-limited', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
    [408, 'unavailable', true],
    [404, 'not-found', false],
    [410, 'not-found', false],
    [401, 'refused', false],
    [403, 'refused', false],
    [422, 'refused', false],
  ])(
    'takes status %i for %s (worth another try: %s)',
    async (status, kind, retryable) => {
      api.on('GET /api/failing', {
        status,
        headers: { 'retry-after': 'Wed, 25 Nov 2026 12:05:00 GMT' },
        body: { message: 'It said so' },
      });
      await expect(
        client({ advice: { 401: 'Renew the token' } }).request({
          path: '/failing',
        }),
      ).rejects.toMatchObject({
        name: 'VendorError',
        kind,
        retryable,
        status,
        retryAt: new Date('2026-11-25T12:05:00Z'),
        message: `Vendor: GET /failing answered ${status}. It said so${
          status === 401 ? '. Renew the token' : ''
        }`,
      });
    },
  );

  it('lets a vendor say that a 403 is about its rate limit', async () => {
    api.on('GET /api/failing', { status: 403, body: { message: 'too fast' } });
    await expect(
      client({ isRateLimit: ({ body }) => body.includes('too fast') }).request({
        path: '/failing',
      }),
    ).rejects.toMatchObject({ kind: 'rate-limited', status: 403 });
  });

  it.each([
    ['a cut connection', { body: { long: 'x'.repeat(5000) }, fault: 'cut' }],
    ['cut JSON', { body: '{"id": 7, "name": "pay' }],
    ['no JSON', { body: '<html>Sign in</html>' }],
    ['no answer', { fault: 'hang' }],
  ] as const)('takes %s for a passing fault', async (_what, answer) => {
    api.on('GET /api/cut', answer);
    await expect(
      client({ timeoutMs: 100 }).request({ path: '/cut' }),
    ).rejects.toMatchObject({ kind: 'unavailable', retryable: true });
  });

  it('takes a server that is not there for a passing fault, and tells no secret', async () => {
    const lost = client({ baseUrl: 'http://127.0.0.1:9' });
    const error: Error = await lost
      .request({ path: '/any' })
      .catch(problem => problem);
    expect(error).toMatchObject({ kind: 'unavailable' });
    expect(`${error.message} ${error.stack}`).not.toContain('secret-token');
  });

  it('follows a redirect on the same host', async () => {
    api.on('GET /api/old', {
      status: 301,
      headers: { location: '/api/new?page=2' },
    });
    api.on('GET /api/new?page=2', { body: { moved: true } });
    await expect(client().request({ path: '/old' })).resolves.toMatchObject({
      json: { moved: true },
    });
    expect(api.seen).toEqual(['GET /api/old', 'GET /api/new?page=2']);
  });

  it('does not carry credentials to another host', async () => {
    const other = await FakeVendorApi.start();
    api.on('GET /api/away', {
      status: 302,
      headers: { location: `${other.url}/api/away` },
    });
    await expect(client().request({ path: '/away' })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`redirected to ${other.url}`),
    });
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  it('repeats no write at another address, and follows no circle', async () => {
    api.on('POST /api/old', { status: 307, headers: { location: '/api/new' } });
    api.on('GET /api/round', {
      status: 302,
      headers: { location: '/api/round' },
    });
    await expect(
      client().request({ method: 'POST', path: '/old', body: {} }),
    ).rejects.toMatchObject({ kind: 'refused' });
    await expect(client().request({ path: '/round' })).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(api.seen.filter(route => route.includes('round'))).toHaveLength(4);
  });

  it('reads no more than the longest accepted body', async () => {
    api.on('GET /api/long', { body: 'x'.repeat(2000) });
    await expect(
      client({ maxBytes: 1000 }).request({ path: '/long' }),
    ).rejects.toMatchObject({ kind: 'too-large', retryable: false });
    await expect(
      client().request({ path: '/long', maxBytes: 1999 }),
    ).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('ends with the caller’s own reason when the caller stops waiting', async () => {
    api.on('GET /api/hang', { fault: 'hang' });
    const controller = new AbortController();
    const waiting = client().request({
      path: '/hang',
      signal: controller.signal,
    });
    controller.abort(new Error('The backend shuts down'));
    await expect(waiting).rejects.toThrow('The backend shuts down');
  });
});

describe('retryAfter', () => {
  it.each([
    ['3', '2026-11-25T12:00:03.000Z'],
    ['Wed, 25 Nov 2026 13:00:00 GMT', '2026-11-25T13:00:00.000Z'],
    ['soon', undefined],
    ['', undefined],
  ])('reads %j', (value, expected) => {
    const headers = new Headers({ 'retry-after': value });
    expect(retryAfter(headers, NOW)?.toISOString()).toBe(expected);
  });
});
