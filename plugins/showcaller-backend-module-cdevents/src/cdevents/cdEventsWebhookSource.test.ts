import { createHmac } from 'node:crypto';
import { mapped, RECEIVED_AT, sent } from '../__fixtures__/events';
import { realPayloads } from '../__fixtures__/realPayloads';
import { createCdEventsWebhookSource } from './cdEventsWebhookSource';

const NOW = new Date(RECEIVED_AT);
const SECONDS = NOW.getTime() / 1000;
const ENVIRONMENT = { environment: { id: 'production' } };
const EVENT = sent('service.published', { content: ENVIRONMENT });
const BODY = Buffer.from(JSON.stringify(EVENT));

function create(
  secrets: { signing?: string[]; tokens?: string[] } = {
    signing: ['new', 'old'],
    tokens: ['token'],
  },
) {
  return createCdEventsWebhookSource({
    secrets: { signing: [], tokens: [], basic: [], ...secrets },
    identitySalt: 'salt',
    now: () => NOW,
  });
}
const source = create();

function signed(
  options: { secret?: string; seconds?: number; id?: string } = {},
) {
  const { secret = 'new', seconds = SECONDS, id = 'msg_1' } = options;
  const signature = createHmac('sha256', secret)
    .update(`${id}.${seconds}.`)
    .update(BODY)
    .digest('base64');
  return {
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    } as Record<string, string>,
    body: BODY,
  };
}
const bearer = (token: string) => ({
  headers: { authorization: `Bearer ${token}` },
  body: BODY,
});

describe('the sender of CDEvents', () => {
  it.each([
    ['a signature', signed(), 'standard webhooks secret 1'],
    [
      'a signature with the old secret',
      signed({ secret: 'old' }),
      'standard webhooks secret 2',
    ],
    ['a token', bearer('token'), 'token 1'],
    [
      'a token for an event in a header',
      {
        headers: { ...bearer('token').headers, 'ce-data': String(BODY) },
        body: Buffer.alloc(0),
      },
      'token 1',
    ],
  ])('is believed with %s', (_, request, verifiedBy) => {
    expect(source.verify(request)).toEqual({ ok: true, verifiedBy });
  });

  const altered = () => {
    const body = Buffer.from(BODY);
    body[10] += 1;
    return { ...signed(), body };
  };
  it.each([
    ['a wrong secret', source, signed({ secret: 'guess' }), 403],
    ['an altered byte', source, altered(), 403],
    ['a stale timestamp', source, signed({ seconds: SECONDS - 301 }), 403],
    ['no credentials', source, { headers: {}, body: BODY }, 401],
    ['a wrong token', source, bearer('tokem'), 403],
    [
      'no signature where only signatures count',
      create({ signing: ['new'] }),
      bearer('new'),
      401,
    ],
    [
      'a signature over nothing, with the event in a header',
      source,
      {
        headers: { ...signed().headers, 'ce-data': String(BODY) },
        body: Buffer.alloc(0),
      },
      403,
    ],
    ['a signature, when nothing is configured', create({}), signed(), 403],
    ['an empty token, when nothing is configured', create({}), bearer(''), 403],
  ])('is refused with %s', (_, one, request, status) => {
    expect(one.verify(request)).toEqual({
      ok: false,
      status,
      reason: expect.any(String),
    });
  });

  it('is not taken as configured without a secret', () => {
    expect([source.configured, create({}).configured]).toEqual([true, false]);
  });

  it('cannot send the same twice', () => {
    const first = source.envelope(signed());
    expect(source.envelope(signed({ seconds: SECONDS + 5 }))).toEqual(first);
    const plain = source.envelope(bearer('token'));
    expect(source.envelope(bearer('token'))).toEqual(plain);
    expect(plain).toEqual({
      deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
      eventType: 'dev.cdevents.service.published.0.3.0',
    });
  });
});

describe('an event in the header Ce-Data', () => {
  const inHeader = (value: string, body = '') => ({
    headers: { 'ce-data': value },
    body: Buffer.from(body),
  });

  it('is stored as if it had been the body, percent-encoded or not', () => {
    const text = JSON.stringify(sent('build.started', { subjectId: 'Größe' }));
    const asNodeReadsIt = Buffer.from(text).toString('latin1');
    expect(String(source.content?.(inHeader(asNodeReadsIt)))).toBe(text);
    expect(String(source.content?.(inHeader(encodeURIComponent(text))))).toBe(
      text,
    );
    expect(source.envelope(inHeader(asNodeReadsIt)).eventType).toBe(
      'dev.cdevents.build.started.0.3.0',
    );
  });

  it.each([
    ['a body beside it', inHeader('{}', '{}'), 'send one of them'],
    ['more than 12 KiB', inHeader('x'.repeat(12_289)), 'has 12289 bytes'],
    ['a wrong escape', inHeader('%7B%'), 'not rightly percent-encoded'],
  ])('is refused with %s', (_, request, message) => {
    expect(() => source.envelope(request)).toThrow(message);
  });
});

describe('mapping', () => {
  it('tells people by hashes and keeps the rest of the content', () => {
    const [event] = mapped(
      source,
      sent('ticket.created', {
        content: {
          summary: 'Slow',
          creator: 'jane',
          assignees: ['jane', 'joe'],
          uri: 'https://tickets.example.com/1',
        },
      }),
    );
    expect(event.subject.content).toEqual({
      summary: 'Slow',
      creator: expect.stringMatching(/^[0-9a-f]{32}$/),
      assignees: [expect.any(String), expect.any(String)],
      uri: 'https://tickets.example.com/1',
    });
    expect(JSON.stringify(event)).not.toMatch(/jane|joe/);
  });

  it('lets nobody say what kind of row an event is', () => {
    const [event] = mapped(
      source,
      sent('build.started', { data: { kind: 'gateRequest', a: 1 } }),
    );
    expect(event.customData).toEqual({ senderKind: 'gateRequest', a: 1 });
  });

  it.each(['gate.requested', 'gate.decided', 'rollback.executed'])(
    'turns away %s, which only Showcaller says',
    name => {
      const forged = sent(`dev.cdeventsx.showcaller-${name}.0.1.0`, {});
      expect(() => mapped(source, forged)).toThrow('made by Showcaller itself');
      expect(mapped(source, [forged, EVENT])).toHaveLength(1);
    },
  );

  it('gives an event sent again the same id, and that of another source another', () => {
    const [id] = mapped(source, EVENT).map(({ context }) => context.id);
    expect(mapped(source, EVENT)[0].context.id).toBe(id);
    const other = { ...EVENT.context, source: 'https://other.example.com' };
    expect(mapped(source, { ...EVENT, context: other })[0].context.id).not.toBe(
      id,
    );
  });
});

const real = [
  ...realPayloads('cdevents'),
  ...realPayloads('jenkins', /^cdevents-plugin/),
];
(real.length > 0 ? describe : describe.skip)('published payloads', () => {
  it.each(real)('maps %s', (name, body) => {
    const [event, ...others] = mapped(source, body);
    expect(others).toEqual([]);
    expect(event.context.type).toMatch(
      name.includes('DRAFT')
        ? /^dev\.cdeventsx\.showcaller-approval\./
        : /^dev\.cdevents\./,
    );
  });
});
