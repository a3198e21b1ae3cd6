import { FakeVendorApi } from '../../testUtils';
import { retryAfter } from '../retryAfter';
import { VendorClient } from '../VendorClient';
import { DownloadHosts } from './DownloadHosts';

const NOW = new Date('2026-11-25T12:00:00Z');
const SIGNED = '/store/7.zip?sig=very-secret';

describe('VendorClient.download', () => {
  let api: FakeVendorApi;
  let storage: FakeVendorApi;
  beforeAll(async () => {
    api = await FakeVendorApi.start();
    storage = await FakeVendorApi.start();
  });
  beforeEach(() => {
    api.forget();
    storage.forget();
  });
  afterAll(async () => {
    await api.stop();
    await storage.stop();
  });

  const storageHost = (allowPrivate = true) =>
    DownloadHosts.create({
      key: 'showcaller.test.artifactHosts',
      hosts: [storage.url],
      allowPrivate,
    });
  const download = (
    options: { maxBytes?: number; redirectTo?: DownloadHosts } = {},
  ) =>
    VendorClient.create({
      vendor: 'Vendor',
      baseUrl: `${api.url}/api`,
      headers: async () => ({
        authorization: 'Bearer secret-token',
        accept: 'application/json',
      }),
      readLimit: ({ headers, now }) => retryAfter(headers, now),
      timeoutMs: 300,
      now: () => NOW,
    }).download({ path: '/files/7', maxBytes: 1_000, ...options });
  const redirect = (location: string) =>
    api.on('GET /api/files/7', { status: 302, headers: { location } });

  it('reads bytes as they are', async () => {
    const body = Buffer.from([0, 255, 254, 80, 75]);
    api.on('GET /api/files/7', { body });
    expect([...(await download())]).toEqual([...body]);
    expect(api.requests[0].headers).toMatchObject({
      authorization: 'Bearer secret-token',
      accept: '*/*',
    });
  });

  it('follows one redirect to an allowed host, without the credentials', async () => {
    redirect(storage.url + SIGNED);
    storage.on(`GET ${SIGNED}`, { body: Buffer.from('zip') });
    const bytes = await download({ redirectTo: storageHost() });
    expect(Buffer.from(bytes).toString()).toBe('zip');
    expect(storage.requests).toHaveLength(1);
    expect(storage.requests[0].headers).not.toHaveProperty('authorization');
  });

  it('also follows one on its own host without the credentials', async () => {
    redirect('/signed/7');
    api.on('GET /signed/7', { body: Buffer.from('zip') });
    await download();
    expect(api.requests[1].headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['no list of hosts', undefined, 'from the configured host only'],
    [
      'another list',
      ['*.blob.core.windows.net'],
      'not among those that downloads may come from',
    ],
  ])('asks nobody else with %s', async (_what, hosts, reason) => {
    redirect(storage.url + SIGNED);
    const redirectTo =
      hosts && DownloadHosts.create({ hosts, key: 'k', allowPrivate: true });
    const error = await download({ redirectTo }).catch(problem => problem);
    expect(error).toMatchObject({
      name: 'VendorError',
      kind: 'refused',
      retryable: false,
      status: 302,
    });
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('very-secret');
    expect(storage.requests).toEqual([]);
  });

  it('asks no address of a private network, also not behind a name', async () => {
    redirect(storage.url + SIGNED);
    await expect(
      download({ redirectTo: storageHost(false) }),
    ).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(
        '127.0.0.1 is an address of a private network',
      ),
    });
    const named = storage.url.replace('127.0.0.1', 'localhost');
    redirect(named + SIGNED);
    await expect(
      download({
        redirectTo: DownloadHosts.create({ hosts: [named], key: 'k' }),
      }),
    ).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('address of a private network'),
    });
    expect(storage.requests).toEqual([]);
  });

  it('does not follow a second redirect', async () => {
    redirect(storage.url + SIGNED);
    storage.on(`GET ${SIGNED}`, { status: 302, headers: { location: '/b' } });
    await expect(download({ redirectTo: storageHost() })).rejects.toMatchObject(
      {
        kind: 'refused',
        message: expect.stringContaining('a second redirect is not followed'),
      },
    );
    expect(storage.requests).toHaveLength(1);
  });

  it.each([
    [403, 'unavailable'],
    [404, 'not-found'],
    [410, 'not-found'],
    [429, 'rate-limited'],
    [503, 'unavailable'],
  ])('takes %i of the storage for %s', async (status, kind) => {
    redirect(storage.url + SIGNED);
    storage.on(`GET ${SIGNED}`, { status });
    const error = await download({ redirectTo: storageHost() }).catch(
      problem => problem,
    );
    expect(error).toMatchObject({ kind, status });
    expect(error.message).not.toContain('very-secret');
  });

  it.each([
    [404, 'not-found', undefined],
    [410, 'not-found', undefined],
    [429, 'rate-limited', new Date('2026-11-25T12:01:30Z')],
    [502, 'unavailable', new Date('2026-11-25T12:01:30Z')],
    [401, 'refused', undefined],
  ])('takes %i of the API for %s', async (status, kind, retryAt) => {
    api.on('GET /api/files/7', {
      status,
      headers: retryAt && { 'retry-after': '90' },
      body: { message: 'It said so' },
    });
    await expect(download()).rejects.toMatchObject({
      kind,
      status,
      retryAt,
      message: `Vendor: GET /files/7 answered ${status}. It said so`,
    });
  });

  it('reads no more than what is accepted, from both hosts', async () => {
    api.on('GET /api/files/7', { body: Buffer.alloc(1_001) });
    await expect(download()).rejects.toMatchObject({
      kind: 'too-large',
      message: 'Vendor: GET /files/7 has more than 1000 bytes',
    });
    redirect(storage.url + SIGNED);
    storage.on(`GET ${SIGNED}`, { body: Buffer.alloc(1_001) });
    await expect(download({ redirectTo: storageHost() })).rejects.toMatchObject(
      { kind: 'too-large' },
    );
  });

  it.each([
    ['a cut file', { body: Buffer.alloc(900), fault: 'cut' }],
    ['no answer', { fault: 'hang' }],
  ] as const)('takes %s for a passing fault', async (_what, answer) => {
    api.on('GET /api/files/7', answer);
    await expect(download()).rejects.toMatchObject({ kind: 'unavailable' });
    redirect(storage.url + SIGNED);
    storage.on(`GET ${SIGNED}`, answer);
    await expect(download({ redirectTo: storageHost() })).rejects.toMatchObject(
      { kind: 'unavailable' },
    );
  });
});

describe('DownloadHosts', () => {
  const hosts = DownloadHosts.create({
    key: 'k',
    hosts: [
      '*.blob.core.windows.net',
      'storage.example.com:9000',
      'http://plain.example.com',
    ],
  });

  it.each([
    ['https://acct.blob.core.windows.net/x?sig=1', undefined],
    ['https://ACCT.blob.core.windows.net/x', undefined],
    ['https://storage.example.com:9000/x', undefined],
    ['http://plain.example.com/x', undefined],
    ['http://acct.blob.core.windows.net/x', 'not https'],
    ['https://acct.blob.core.windows.net:8443/x', 'not among'],
    ['https://blob.core.windows.net/x', 'not among'],
    ['https://acct.blob.core.windows.net.evil.example/x', 'not among'],
    ['https://evil-blob.core.windows.net.example/x', 'not among'],
    ['https://storage.example.com/x', 'not among'],
    ['https://me:pw@acct.blob.core.windows.net/x', 'credentials'],
    ['https://169.254.169.254/latest/meta-data', 'not among'],
    ['ftp://plain.example.com/x', 'not'],
  ])('%s: %s', (url, refusal) => {
    const said = hosts.refusal(new URL(url));
    expect(said === undefined).toBe(refusal === undefined);
    expect(said ?? '').toContain(refusal ?? '');
  });

  it.each([
    '*',
    '*.com',
    'a b',
    'https://x.example.com/path',
    'ftp://x',
    '*.*',
  ])('refuses the entry %s', entry => {
    expect(() =>
      DownloadHosts.create({ key: 'the.key', hosts: [entry] }),
    ).toThrow(`the.key has '${entry}'`);
  });
});
