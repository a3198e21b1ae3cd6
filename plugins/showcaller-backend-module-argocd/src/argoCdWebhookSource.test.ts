import {
  type CdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { notification, sampleBody } from './__fixtures__/example';
import { createArgoCdWebhookSource } from './argoCdWebhookSource';

const SHA = 'a'.repeat(40);
const source = createArgoCdWebhookSource({
  secrets: {
    tokens: ['new', 'old'],
    basic: [{ username: 'argocd', password: 'secret' }],
  },
  environments: [
    { namespace: 'checkout', server: 'https://staging', environment: 'stage' },
    { namespace: 'checkout', environment: 'production' },
  ],
});
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const request = (headers: Record<string, string>) => ({
  headers,
  body: bytes(notification('app-deployed')),
});

function map(body: object | string): CdEvent[] {
  const result = source.map({
    eventType: 'event',
    headers: {},
    body: typeof body === 'string' ? Buffer.from(body) : bytes(body),
    receivedAt: '2026-11-20T12:00:00.000Z',
  });
  if ('unmapped' in result) {
    throw new Error(result.unmapped);
  }
  for (const event of result.events) {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
  }
  return result.events;
}
const said = (body: object | string) =>
  map(body).map(({ context }) => [
    context.type.replace(/^dev\.cdeventsx?\.(.*)\.\d+\.\d+\.\d+$/, '$1'),
    context.timestamp,
  ]);
const START = '2026-11-20T10:00:00.000Z';
const END = '2026-11-20T10:01:12.000Z';

describe('the sender of Argo CD’s notifications', () => {
  it.each([
    [{ authorization: 'Bearer new' }, 'token 1'],
    [{ 'x-showcaller-token': 'old' }, 'token 2'],
    [
      {
        authorization: `Basic ${Buffer.from('argocd:secret').toString(
          'base64',
        )}`,
      },
      'basic credentials 1',
    ],
  ])('is believed', (headers, verifiedBy) => {
    expect(
      source.verify(request(headers as unknown as Record<string, string>)),
    ).toEqual({ ok: true, verifiedBy });
  });

  it.each([
    ['no header', {}, 401],
    ['a wrong token', { authorization: 'Bearer neW' }, 403],
    ['an altered byte of the token', { authorization: 'Bearer nev' }, 403],
    [
      'a name that was not replaced',
      { authorization: 'Bearer $showcaller-token' },
      403,
    ],
  ])('is refused with %s', (_, headers, status) => {
    expect(
      source.verify(request(headers as Record<string, string>)),
    ).toMatchObject({ ok: false, status });
  });

  it('is refused when nothing is configured', () => {
    const none = createArgoCdWebhookSource({
      secrets: { tokens: [], basic: [] },
    });
    expect(none.configured).toBe(false);
    expect(none.verify(request({ authorization: 'Bearer ' }))).toMatchObject({
      ok: false,
      status: 403,
    });
  });

  it('tells one thing once, however often and by whichever replica it is sent', () => {
    const id = (body: object) =>
      source.envelope({ headers: {}, body: bytes(body) }).deliveryId;
    const first = notification('app-deployed');
    expect(id({ ...first, images: [] })).toBe(id(first));
    for (const other of [
      notification('app-sync-failed'),
      { ...first, sync: { revision: 'c'.repeat(40) } },
      { ...first, app: { name: 'other', namespace: 'argocd' } },
      { ...first, operation: { finishedAt: '2026-11-21T00:00:00Z' } },
    ]) {
      expect(id(other)).not.toBe(id(first));
    }
  });

  it('gets what cannot be read stored, once', () => {
    const envelope = source.envelope({ headers: {}, body: Buffer.from('{') });
    expect(envelope.eventType).toBe('unreadable');
    expect(envelope.deliveryId).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('notifications of Argo CD', () => {
  it.each([
    [
      'app-sync-running',
      [
        ['pipelinerun.started', START],
        ['showcaller-deployment.started', START],
      ],
    ],
    ['app-sync-succeeded', [['pipelinerun.finished', END]]],
    [
      'app-deployed',
      [
        ['pipelinerun.finished', END],
        ['service.upgraded', END],
      ],
    ],
    [
      'app-sync-failed',
      [
        ['pipelinerun.finished', END],
        ['showcaller-deployment.failed', END],
      ],
    ],
    [
      'app-health-degraded',
      [['showcaller-health.degraded', '2026-11-20T12:00:00.000Z']],
    ],
  ])('of %s', (event, events) => {
    expect(said(notification(event))).toEqual(events);
  });

  it('are of one run and one deployment from start to end', () => {
    const ids = ['app-sync-running', 'app-sync-failed', 'app-deployed'].map(
      event => map(notification(event)).map(({ subject }) => subject.id),
    );
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
    expect(ids[0][1]).toBe(
      'acme/checkout#deployment-argocd-argocd-checkout-prod-1795168800',
    );
  });

  it('tell of the deployment what delivery wants to know', () => {
    const [, { customData, subject }] = map(
      notification('app-deployed', { entity: 'component:default/checkout' }),
    );
    expect(customData).toEqual({
      kind: 'deployment',
      repository: 'acme/checkout',
      deploymentId: 'argocd-argocd-checkout-prod-1795168800',
      sha: SHA,
      ref: 'main',
      environment: 'production',
      entity: 'component:default/checkout',
      url: 'https://argocd.example.com/applications/checkout-prod',
      requestedAt: START,
      rawStatus: 'Succeeded Healthy',
    });
    expect(subject.content).toEqual({
      environment: { id: 'production' },
      artifactId: `pkg:generic/acme/checkout@${SHA}`,
    });
  });

  it.each([
    ['its annotation', { environment: 'qa' }, 'qa'],
    [
      'the first rule that fits',
      { destination: { namespace: 'checkout', server: 'https://staging' } },
      'stage',
    ],
    [
      'its namespace where no rule fits',
      { destination: { namespace: 'web' } },
      'web',
    ],
  ])('are of the environment of %s', (_, changes, environment) => {
    const [, { customData }] = map(notification('app-deployed', changes));
    expect(customData).toMatchObject({ environment });
  });

  const history = (...revisions: string[]) => ({
    history: revisions.map((letter, id) => ({
      id,
      revision: letter.repeat(40),
    })),
  });
  it.each([
    ['nothing before', history('a'), 'service.deployed'],
    ['another before', history('b', 'a'), 'service.upgraded'],
    ['the same before another', history('a', 'b', 'a'), 'service.rolledback'],
    ['the same just before', history('b', 'a', 'a'), 'service.upgraded'],
    ['a history without it', history('b', 'c'), 'service.upgraded'],
    [
      'a history in another order',
      { history: [...history('a', 'b', 'a').history].reverse() },
      'service.rolledback',
    ],
    ['no history', { history: null }, 'service.deployed'],
  ])('with %s are told as %3$s', (_, changes, name) => {
    expect(said(notification('app-deployed', changes))[1][0]).toBe(name);
  });

  it('of a chart make no row, and need no address of Argo CD', () => {
    const events = map(
      notification('app-deployed', {
        source: { repoURL: 'oci://registry.example.com/charts' },
        sync: { revision: '1.4.2' },
        url: '/applications/checkout-prod',
      }),
    );
    expect(events.map(({ customData }) => customData)).toEqual([
      { repository: 'argocd/argocd/checkout-prod' },
      { repository: 'argocd/argocd/checkout-prod' },
    ]);
  });

  it('of bad health are no incident', () => {
    const [event, ...others] = map(notification('app-health-degraded'));
    expect(others).toEqual([]);
    expect(event.context.type).not.toContain('incident');
    expect(event.subject.content).toMatchObject({ candidate: 'incident' });
  });

  it('that are of no use are told so', () => {
    expect(said(notification('app-created'))).toEqual([
      ['showcaller-application.created', '2026-11-20T12:00:00.000Z'],
    ]);
    expect(() => map(notification('app-renamed'))).toThrow(
      "no use for Argo CD's app-renamed",
    );
    expect(() => map(notification('constructor'))).toThrow('no use');
    expect(() => map('{}')).toThrow('The payload has no event');
    expect(() => map({ event: 'app-deployed' })).toThrow('has no app');
  });

  it.each(['app-deployed', 'app-sync-failed', 'app-health-degraded'])(
    'in the form of the shipped template are read: %s',
    event => {
      const body = sampleBody(event) ?? notification(event);
      expect(map(body)[0].subject.id).toMatch(/checkout/);
    },
  );
});
