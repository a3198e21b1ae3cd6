import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  CHECK_SECRET,
  checkRequest,
  NOW,
  secrets,
  SIGNING,
  signed,
  TOKEN,
  withToken,
} from '../__fixtures__/hooks';
import { createGitlabWebhookSource } from '../gitlabWebhookSource';
import { readGitlabWebhookConfig } from './readGitlabWebhookConfig';

const BODY = '{"object_kind":"push"}';
const OTHER = `whsec_${Buffer.from('another key of 24 bytes.').toString(
  'base64',
)}`;
const seconds = (count: number) => new Date(NOW.getTime() + count * 1000);

const sourceOf = (more: Partial<typeof secrets>) =>
  createGitlabWebhookSource({
    secrets: { ...secrets, ...more },
    identitySalt: undefined,
    now: () => NOW,
  });
const bySignature = sourceOf({
  tokens: [TOKEN],
  signingSecrets: [SIGNING, OTHER],
});
const byEither = sourceOf({
  tokens: [TOKEN],
  signingSecrets: [SIGNING],
  acceptTokens: true,
});
const byToken = sourceOf({ tokens: [TOKEN, 'the old token'] });
const byCheck = sourceOf({ statusCheckSecrets: [CHECK_SECRET, 'old'] });

const without = (request: ReturnType<typeof signed>, name: string) => {
  const { [name]: _, ...headers } = request.headers;
  return { ...request, headers };
};
const withHeader = (
  request: ReturnType<typeof signed>,
  headers: Record<string, string>,
) => ({ ...request, headers: { ...request.headers, ...headers } });
const altered = (request: ReturnType<typeof signed>) => {
  const body = Buffer.from(request.body);
  body[3] = 255 - body[3];
  return { ...request, body };
};
const several = withHeader(signed(BODY), {
  'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')} ${
    signed(BODY).headers['webhook-signature']
  }`,
});

describe('verification of GitLab’s webhooks', () => {
  it.each([
    ['a signature', bySignature, signed(BODY)],
    [
      'a signature by the old secret',
      bySignature,
      signed(BODY, { secret: OTHER }),
    ],
    ['one right signature of several', bySignature, several],
    ['a signature 300 s old', bySignature, signed(BODY, { at: seconds(-300) })],
    ['a signature where tokens are accepted too', byEither, signed(BODY)],
    ['a token where tokens are accepted too', byEither, withToken(TOKEN)],
    ['a token', byToken, withToken(TOKEN)],
    ['the old token', byToken, withToken('the old token')],
    ['the HMAC of a status check', byCheck, checkRequest(BODY)],
    ['the HMAC by the old secret', byCheck, checkRequest(BODY, 'old')],
  ])('accepts %s', (_what, source, request) => {
    expect(source.verify(request)).toEqual({
      ok: true,
      verifiedBy: expect.stringMatching(/(secret|token) [12]$/),
    });
  });

  it.each([
    ['an altered byte', bySignature, altered(signed(BODY)), 403, 'match'],
    [
      'a wrong secret',
      bySignature,
      signed(BODY, { secret: `whsec_${Buffer.alloc(24).toString('base64')}` }),
      403,
      'match',
    ],
    [
      'a stale signature',
      bySignature,
      signed(BODY, { at: seconds(-301) }),
      403,
      '301 s away',
    ],
    [
      'a signature of the future',
      bySignature,
      signed(BODY, { at: seconds(301) }),
      403,
      'away',
    ],
    [
      'another id than was signed',
      bySignature,
      withHeader(signed(BODY), { 'webhook-id': 'delivery-2' }),
      403,
      'match',
    ],
    [
      'a newer timestamp than was signed',
      bySignature,
      withHeader(signed(BODY), {
        'webhook-timestamp': String(seconds(1).getTime() / 1000),
      }),
      403,
      'match',
    ],
    [
      'no signature',
      bySignature,
      without(signed(BODY), 'webhook-signature'),
      401,
      'missing',
    ],
    [
      'no timestamp',
      bySignature,
      without(signed(BODY), 'webhook-timestamp'),
      401,
      'missing',
    ],
    [
      'a right token without the signature that is wanted',
      bySignature,
      withToken(TOKEN),
      401,
      'missing',
    ],
    [
      'a wrong signature beside a right token, where tokens are accepted too',
      byEither,
      withHeader(altered(signed(BODY)), { 'x-gitlab-token': TOKEN }),
      403,
      'match',
    ],
    ['a wrong token', byToken, withToken('the new tokem'), 403, 'none of'],
    ['the start of a token', byToken, withToken('the new'), 403, 'none of'],
    ['no token', byToken, withToken(undefined), 401, 'X-Gitlab-Token'],
    ['an empty token', byToken, withToken(' '), 401, 'X-Gitlab-Token'],
    ['an altered check', byCheck, altered(checkRequest(BODY)), 403, 'match'],
    [
      'a check by a wrong secret',
      byCheck,
      checkRequest(BODY, 'x'),
      403,
      'match',
    ],
    [
      'a check with half a signature',
      byCheck,
      withHeader(checkRequest(BODY), { 'x-gitlab-signature': 'ab' }),
      401,
      '64 hex',
    ],
    [
      'a check without a secret for it',
      byToken,
      checkRequest(BODY),
      403,
      'statusCheckSecrets',
    ],
    [
      'the HMAC of a check on another event',
      byCheck,
      withHeader(checkRequest(BODY), { 'x-gitlab-event': 'Push Hook' }),
      403,
      'No secret',
    ],
    [
      'everything without a secret',
      sourceOf({}),
      signed(BODY),
      403,
      'No secret',
    ],
    [
      'an empty token without a secret',
      sourceOf({}),
      withToken(''),
      403,
      'No secret',
    ],
  ])('refuses %s', (_what, source, request, status, reason) => {
    expect(source.verify(request)).toEqual({
      ok: false,
      status,
      reason: expect.stringContaining(reason),
    });
  });

  it('is configured only with a secret, and stores none', () => {
    expect(sourceOf({}).configured).toBe(false);
    expect(byToken).toMatchObject({
      configured: true,
      secretHeaders: expect.arrayContaining([
        'x-gitlab-token',
        'webhook-signature',
      ]),
    });
  });
});

describe('the envelope of GitLab’s webhooks', () => {
  it.each([
    ['webhook-id', signed(BODY), 'delivery-1'],
    ['Idempotency-Key', without(signed(BODY), 'webhook-id'), 'delivery-1'],
    ['both UUIDs', withToken(TOKEN), 'event-1.hook-1'],
    [
      'the UUID of the event',
      without(withToken(TOKEN), 'x-gitlab-webhook-uuid'),
      'event-1',
    ],
  ])('takes the delivery from %s', (_what, request, deliveryId) => {
    expect(byToken.envelope(request)).toEqual({
      deliveryId,
      eventType: 'Push Hook',
    });
  });

  it('takes the same status check for the same delivery', () => {
    const first = byCheck.envelope(checkRequest(BODY));
    expect(first.eventType).toBe('External Status Check');
    expect(byCheck.envelope(checkRequest(BODY))).toEqual(first);
    expect(byCheck.envelope(checkRequest('{}'))).not.toEqual(first);
  });

  it('wants the headers that it needs', () => {
    expect(() =>
      byToken.envelope(without(withToken(TOKEN), 'x-gitlab-event')),
    ).toThrow('The header X-Gitlab-Event is missing');
    expect(() =>
      byToken.envelope({
        headers: { 'x-gitlab-event': 'Push Hook' },
        body: Buffer.from(''),
      }),
    ).toThrow('not one header is there');
  });
});

describe('readGitlabWebhookConfig', () => {
  const read = (gitlab: JsonObject) =>
    readGitlabWebhookConfig(
      mockServices.rootConfig({ data: { showcaller: { gitlab } } }),
    );

  it('reads the secrets, without empty ones', () => {
    expect(read({})).toEqual(secrets);
    expect(
      read({
        webhookTokens: ['a', ' '],
        webhookSigningSecrets: [SIGNING],
        statusCheckSecrets: ['b'],
        webhookAcceptTokens: true,
      }),
    ).toEqual({
      tokens: ['a'],
      signingSecrets: [SIGNING],
      statusCheckSecrets: ['b'],
      acceptTokens: true,
    });
  });

  it.each([
    [{ webhookTokens: ['a', 'b', 'c'] }, 'at most 2'],
    [{ webhookSigningSecrets: ['whsec_'] }, 'nothing after'],
  ])('refuses %j', (gitlab, message) => {
    expect(() => read(gitlab)).toThrow(message);
  });
});
