import { mapped } from '../__fixtures__/events';
import { realPayloads } from '../__fixtures__/realPayloads';
import { createFlaggerWebhookSource } from './flaggerWebhookSource';

const source = createFlaggerWebhookSource({
  secrets: {
    tokens: ['token'],
    basic: [{ username: 'flagger', password: 'secret' }],
  },
});
const canary = (phase: string, metadata: object = {}) => ({
  name: 'podinfo',
  namespace: 'test',
  phase,
  checksum: '85d557f47b',
  metadata: { timestamp: '1763636400000', ...metadata },
});
const request = (
  body: object | string,
  headers: Record<string, string> = {},
  subPath?: string,
) => ({
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...(subPath && { subPath }),
});
const said = (body: object, hook?: string) =>
  mapped(source, body, hook).map(({ context, subject }) => [
    context.type.split('.').slice(2, 4).join('.'),
    subject.id,
    context.timestamp,
  ]);
const AT = '2025-11-20T11:00:00.000Z';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the sender of Flagger’s webhooks', () => {
  it.each([
    [request(canary('Failed', { token: 'token' })), 'token 1'],
    [request(canary('Failed', { showcallerToken: 'token' })), 'token 1'],
    [request({}, { authorization: 'Bearer token' }), 'token 1'],
    [
      request({}, { authorization: basic('flagger:secret') }),
      'basic credentials 1',
    ],
  ])('is believed', (one, verifiedBy) => {
    expect(source.verify(one)).toEqual({ ok: true, verifiedBy });
  });

  it.each([
    ['no credentials', request(canary('Failed')), 401],
    ['what is no JSON', request('{'), 401],
    ['a wrong token', request(canary('Failed', { token: 'tokem' })), 403],
    ['a token of another type', request(canary('Failed', { token: 7 })), 401],
    [
      'a wrong password, though a right token is inside',
      request(canary('Failed', { token: 'token' }), {
        authorization: basic('flagger:guess'),
      }),
      403,
    ],
  ])('is refused with %s', (_, one, status) => {
    expect(source.verify(one)).toMatchObject({ ok: false, status });
  });

  it('is refused when nothing is configured', () => {
    const none = createFlaggerWebhookSource({
      secrets: { tokens: [], basic: [] },
    });
    expect(none.configured).toBe(false);
    expect(none.verify(request(canary('Failed', { token: '' })))).toMatchObject(
      { ok: false, status: 403 },
    );
  });

  it('does not find its token in what is stored', () => {
    const one = request(canary('Failed', { token: 'token', test: 'all' }));
    const stored = String(source.content?.(one));
    expect(stored).not.toContain('"token":"token"');
    expect(JSON.parse(stored).metadata).toMatchObject({
      token: '***',
      test: 'all',
    });
    expect(source.content?.(request('{'))).toEqual(Buffer.from('{'));
  });

  it('repeats itself while it waits, which is one event; a rotated token makes no other', () => {
    const envelope = (token: string, hook = 'confirm-promotion') =>
      source.envelope(request(canary('Waiting', { token }), {}, hook));
    expect(envelope('a')).toEqual(envelope('b'));
    expect(envelope('a').eventType).toBe('confirm-promotion');
    expect(envelope('a', 'rollout')).not.toEqual(envelope('a'));
    expect(
      source.envelope(request(canary('Waiting'), {}, '../x')).eventType,
    ).toBe('event');
  });
});

describe('phases of a canary', () => {
  it.each([
    [
      canary('Progressing'),
      [['taskrun.started', 'podinfo.test#85d557f47b/progressing', AT]],
    ],
    [
      canary('Progressing', { eventType: 'Warning', eventMessage: 'Halt' }),
      [['taskrun.finished', 'podinfo.test#85d557f47b/progressing', AT]],
    ],
    [
      canary('Succeeded'),
      [
        ['taskrun.finished', 'podinfo.test#85d557f47b/succeeded', AT],
        ['service.upgraded', 'podinfo.test', AT],
      ],
    ],
    [
      canary('Failed'),
      [
        ['taskrun.finished', 'podinfo.test#85d557f47b/failed', AT],
        ['service.rolledback', 'podinfo.test', AT],
      ],
    ],
    [
      canary('Degraded', { tool: 'argo-rollouts' }),
      [
        ['taskrun.finished', 'podinfo.test#85d557f47b/degraded', AT],
        ['service.rolledback', 'podinfo.test', AT],
      ],
    ],
    [
      canary('SomethingNew'),
      [['taskrun.started', 'podinfo.test#85d557f47b/somethingnew', AT]],
    ],
  ])('of %j', (body, events) => {
    expect(said(body)).toEqual(events);
  });

  it('are a deployment where the metadata says repository and revision', () => {
    const metadata = {
      repository: 'https://github.com/stefan/podinfo',
      sha: 'ABC1234',
      environment: 'prod',
      entity: 'component:default/podinfo',
    };
    const rows = ['Progressing', 'Succeeded', 'Failed'].map(phase =>
      mapped(source, canary(phase, metadata)).filter(
        ({ customData }) =>
          (customData as { kind?: string }).kind === 'deployment',
      ),
    );
    expect(
      rows.map(([{ context }]) => context.type.replace(/\.0\..*$/, '')),
    ).toEqual([
      'dev.cdeventsx.showcaller-deployment.started',
      'dev.cdevents.service.upgraded',
      'dev.cdeventsx.showcaller-deployment.failed',
    ]);
    expect(rows[2][0].customData).toMatchObject({
      repository: 'stefan/podinfo',
      sha: 'abc1234',
      environment: 'prod',
      entity: 'component:default/podinfo',
      deploymentId: 'flagger-podinfo.test-85d557f47b',
    });
    expect(new Set(rows.map(([{ subject }]) => subject.id)).size).toBe(1);
  });

  it('needs a name and a phase', () => {
    expect(() => mapped(source, {})).toThrow('The payload has no name');
    expect(() => mapped(source, { name: 'a' })).toThrow('has no phase');
  });
});

const real = realPayloads('flagger');
(real.length > 0 ? describe : describe.skip)('published payloads', () => {
  it.each(real)('maps %s', (_, body) => {
    expect(mapped(source, body, 'confirm-promotion')).toHaveLength(1);
  });
});
