import { createHmac } from 'node:crypto';
import { verifyStandardWebhook } from './verifyStandardWebhook';

const SECRET = `whsec_${Buffer.from('a secret of 24 bytes....').toString(
  'base64',
)}`;
const NOW = new Date('2026-11-25T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;

function request(
  options: {
    secret?: string;
    body?: string;
    seconds?: number;
    signedBody?: string;
    signedId?: string;
    headers?: Record<string, string>;
  } = {},
) {
  const { secret = SECRET, body = '{"a":1}', seconds = SECONDS } = options;
  const { signedBody = body, signedId = 'msg_1' } = options;
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice(6), 'base64')
    : secret;
  const signature = createHmac('sha256', key)
    .update(`${signedId}.${seconds}.${signedBody}`)
    .digest('base64');
  return {
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1a,abc v1,${signature}`,
      ...options.headers,
    },
    body: Buffer.from(body),
  };
}

function verify(given: ReturnType<typeof request>, secrets = [SECRET, 'old']) {
  return verifyStandardWebhook(given, {
    key: 'showcaller.cdevents.signingSecrets',
    secrets,
    now: NOW,
  });
}

describe('verifyStandardWebhook', () => {
  it('agrees with the example of the specification', () => {
    const body = '{"test": 2432232314}';
    expect(
      verifyStandardWebhook(
        {
          headers: {
            'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
            'webhook-timestamp': '1614265330',
            'webhook-signature':
              'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
          },
          body: Buffer.from(body),
        },
        {
          key: 'k',
          secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
          now: new Date(1614265330_000),
        },
      ),
    ).toEqual({ ok: true, verifiedBy: 'standard webhooks secret 1' });
  });

  it.each([
    ['the new secret', request(), 1],
    ['the old secret, which is plain text', request({ secret: 'old' }), 2],
    ['a clock 300 s behind', request({ seconds: SECONDS - 300 }), 1],
    ['a clock 300 s ahead', request({ seconds: SECONDS + 300 }), 1],
  ])('accepts %s', (_, given, secret) => {
    expect(verify(given)).toEqual({
      ok: true,
      verifiedBy: `standard webhooks secret ${secret}`,
    });
  });

  it.each([
    ['an altered byte', request({ signedBody: '{"a":2}' }), 403, 'not match'],
    ['another id', request({ signedId: 'msg_2' }), 403, 'not match'],
    ['a wrong secret', request({ secret: 'other' }), 403, 'not match'],
    ['an old request', request({ seconds: SECONDS - 301 }), 403, '301 s away'],
    ['a future one', request({ seconds: SECONDS + 301 }), 403, '-301 s away'],
    [
      'no signature',
      request({ headers: { 'webhook-signature': '' } }),
      401,
      'missing',
    ],
    ['no id', request({ headers: { 'webhook-id': '' } }), 401, 'missing'],
    [
      'a timestamp in words',
      request({ headers: { 'webhook-timestamp': 'today' } }),
      401,
      'seconds since 1970',
    ],
    [
      'an asymmetric signature',
      request({ headers: { 'webhook-signature': 'v1a,abc' } }),
      401,
      'base64',
    ],
  ])('refuses %s', (_, given, status, reason) => {
    expect(verify(given)).toEqual({
      ok: false,
      status,
      reason: expect.stringContaining(reason),
    });
  });

  it('refuses everything without a secret', () => {
    expect(verify(request({ secret: '' }), [])).toMatchObject({
      ok: false,
      status: 403,
    });
  });
});
