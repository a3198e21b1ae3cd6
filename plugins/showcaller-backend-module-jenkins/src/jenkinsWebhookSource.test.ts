import { createJenkinsWebhookSource } from './jenkinsWebhookSource';
import {
  directoryOf,
  notification,
  request,
  sourceOf,
  TOKEN,
} from './__fixtures__/notifications';

const source = sourceOf();
const basic = (text: string) => ({
  headers: {
    authorization: `Basic ${Buffer.from(text).toString('base64')}`,
  },
});
const none = createJenkinsWebhookSource({
  secrets: { tokens: [], basic: [] },
  directory: directoryOf(),
  instances: [],
});

describe('createJenkinsWebhookSource', () => {
  it.each([
    ['a token in the address', { subPath: TOKEN }, 'token 1'],
    ['the old token', { subPath: 'the-old-token/' }, 'token 2'],
    ['the user of an address', basic('jenkins:pass:word'), 'basic'],
    [
      'a bearer token, as a step of a pipeline sends it',
      { headers: { authorization: `Bearer ${TOKEN}` } },
      'token 1',
    ],
  ])('accepts %s', (_what, more, verifiedBy) => {
    expect(source.verify(request(more))).toEqual({
      ok: true,
      verifiedBy: expect.stringContaining(verifiedBy),
    });
  });

  it.each([
    ['a wrong token', { subPath: 'the-new-tokem' }, 403],
    ['the start of a token', { subPath: 'the-new' }, 403],
    ['a token below another', { subPath: `x/${TOKEN}` }, 403],
    [
      'a wrong token in the address beside right credentials',
      { subPath: 'x', ...basic('jenkins:pass:word') },
      403,
    ],
    ['a wrong password', basic('jenkins:password'), 403],
    ['a wrong user', basic('hudson:pass:word'), 403],
    ['no credentials', {}, 401],
    ['an empty token', { subPath: '/' }, 401],
  ])('refuses %s', (_what, more, status) => {
    expect(source.verify(request(more))).toEqual({
      ok: false,
      status,
      reason: expect.any(String),
    });
  });

  it.each([
    request(),
    request({ subPath: '' }),
    request({ subPath: 'undefined' }),
    request(basic(':')),
  ])('refuses everything without a secret', given => {
    expect(none.configured).toBe(false);
    expect(none.verify(given)).toMatchObject({ ok: false, status: 403 });
  });

  it('takes addresses below its own, and stores no secret', () => {
    expect(source).toMatchObject({
      id: 'jenkins',
      configured: true,
      subPaths: true,
      secretHeaders: expect.arrayContaining(['authorization']),
    });
  });

  it('tells a repeated attempt by build, phase and time', () => {
    const envelopeOf = (...given: Parameters<typeof notification>) =>
      source.envelope(
        request({ body: Buffer.from(JSON.stringify(notification(...given))) }),
      );
    const first = envelopeOf('STARTED');
    expect(first).toEqual({
      deliveryId:
        'https://jenkins.example.com/job/shop/job/payments/12/#STARTED.1795600800000',
      eventType: 'STARTED',
    });
    expect(envelopeOf('STARTED', { log: 'another try' })).toEqual(first);
    const others = [
      envelopeOf('STARTED', { timestamp: 1 }),
      envelopeOf('QUEUED'),
      envelopeOf('STARTED', { full_url: 'https://jenkins.example.com/13/' }),
      envelopeOf('STARTED', { full_url: `https://x/${'y'.repeat(300)}` }),
    ].map(({ deliveryId }) => deliveryId);
    expect(new Set([first.deliveryId, ...others]).size).toBe(5);
    expect(others.every(({ length }) => length <= 255)).toBe(true);
  });

  it.each(['no JSON', '[]', '{}', '{"build":{}}'])(
    'stores %s under its digest, to be told when it is mapped',
    body => {
      expect(source.envelope(request({ body: Buffer.from(body) }))).toEqual({
        deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
        eventType: 'unreadable',
      });
      expect(() =>
        source.map({
          eventType: 'unreadable',
          headers: {},
          body: Buffer.from(body),
          receivedAt: '2026-11-25T12:00:00Z',
        }),
      ).toThrow(/not JSON|not a JSON object|has no build/);
    },
  );

  it('waits for the catalog before it maps', async () => {
    const ready = jest.fn(async () => {});
    await createJenkinsWebhookSource({
      secrets: { tokens: [], basic: [] },
      directory: { ...directoryOf(), ready },
      instances: [],
    }).prepare?.();
    expect(ready).toHaveBeenCalledTimes(1);
  });
});
