import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  cdEventType,
  createCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { migrationsDirectory } from '../database/openDatabase';
import { at, deploymentEvent } from '../delivery/__fixtures__/events';
import type { StoredEvent } from '../delivery/types';
import { EntityAccess } from '../http/EntityAccess';
import { createOutcomes } from '../risk/labels/__fixtures__/createOutcomes';
import { waitFor } from '../risk/__fixtures__/waitFor';
import { cdEventsMapper } from './cdEventsMapper';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const WEB = 'component:default/web';

function entityOf(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** The user of the tests owns `web`, and not `cart`. */
const entities = [
  entityOf('web', 'group:default/mine'),
  entityOf('cart', 'group:default/theirs'),
];

function incidentEvent(
  predicate: 'detected' | 'reported' | 'resolved',
  minutes: number,
  more: {
    subject?: string;
    content?: Record<string, unknown>;
    customData?: object;
  } = {},
) {
  const { subject = 'inc-1', content = {}, customData } = more;
  return createCdEvent({
    id: `${subject}-${predicate}-${minutes}`,
    type: cdEventType(`incident.${predicate}`),
    source: 'https://monitoring.example/eu',
    timestamp: at(minutes),
    subject: {
      id: subject,
      content: {
        environment: { id: 'production' },
        service: { id: 'web' },
        ...content,
      },
    },
    customData,
  });
}

/** As ingest hands it over after mapping. */
function stored(event: ReturnType<typeof incidentEvent>): StoredEvent {
  const mapped = cdEventsMapper.map({
    eventType: 'incident',
    headers: {},
    body: Buffer.from(JSON.stringify(event)),
    receivedAt: at(0),
  });
  if (!('events' in mapped)) {
    throw new Error(mapped.unmapped);
  }
  const [only] = mapped.events;
  return {
    id: only.context.id,
    rawId: 'raw',
    type: only.context.type,
    subjectId: only.subject.id,
    occurredAt: only.context.timestamp,
    receivedAt: only.context.timestamp,
    event: only as StoredEvent['event'],
  };
}

describe.each(databases.eachSupportedId())('IncidentRoom on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    for (const table of [
      'incident',
      'incident_report',
      'risk_label_queue',
      'deployment',
      'subject_event',
    ]) {
      await knex(table).delete();
    }
  });

  function setUp(options: { allowed?: string[] } = {}) {
    const { allowed = ['showcaller.read'] } = options;
    const outcomes = createOutcomes({
      knex,
      now: () => new Date(at(100)),
      services: {
        logger: mockServices.logger.mock(),
        config: mockServices.rootConfig(),
        auditor: mockServices.auditor.mock(),
      },
      access: EntityAccess.create({
        auth: mockServices.auth(),
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async asked =>
            asked.map(({ permission }) => ({
              result: allowed.includes(permission.name)
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            })),
        }),
        catalog: catalogServiceMock({ entities }),
        userInfo: mockServices.userInfo.mock({
          getUserInfo: async () => ({
            userEntityRef: 'user:default/mock',
            ownershipEntityRefs: ['group:default/mine'],
          }),
        }),
      }),
    });
    const { incidents } = outcomes.rooms;
    const app = express()
      .use('/incidents', incidents.router)
      .use(mockErrorHandler());
    const put = (path: string, body: object) =>
      request(app)
        .put(`/incidents/${path}`)
        .set('Authorization', mockCredentials.user.header())
        .send(body);
    const post = (body: string | object) =>
      request(app)
        .post('/incidents/cdevents')
        .set('Authorization', mockCredentials.user.header())
        .set('Content-Type', 'application/cloudevents+json')
        .send(typeof body === 'string' ? body : JSON.stringify(body));
    const list = (name: string, query = '') =>
      request(app)
        .get(`/incidents/entities/component/default/${name}${query}`)
        .set('Authorization', mockCredentials.user.header());
    return { ...outcomes, app, put, post, list, reader: incidents.reader };
  }

  const incident = { entityRef: WEB, openedAt: at(10) };

  it('takes an incident once, however often it is put, and its end later', async () => {
    const { put, list, auditor } = setUp();
    const first = await put('inc-1', { ...incident, title: 'Down' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: 'inc-1',
      entityRef: WEB,
      title: 'Down',
      openedAt: at(10),
      source: 'http',
    });
    const second = await put('inc-1', {
      ...incident,
      title: 'Down',
      resolvedAt: at(30),
    });
    expect(second.status).toBe(200);
    await put('inc-2', { ...incident, openedAt: at(20) });
    const { body } = await list('web', '?limit=1');
    expect(body).toMatchObject({
      totalItems: 2,
      limit: 1,
      items: [{ id: 'inc-2' }],
    });
    expect((await list('web', '?offset=1')).body.items).toMatchObject([
      { id: 'inc-1', resolvedAt: at(30) },
    ]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'incident-put',
        meta: expect.objectContaining({ id: 'inc-1', entityRef: WEB }),
      }),
    );
  });

  it('lets owners report, and others with the permission for all', async () => {
    const cart = { ...incident, entityRef: 'component:default/cart' };
    const { put } = setUp();
    expect((await put('inc-1', cart)).status).toBe(403);
    const { put: putAsAdmin } = setUp({
      allowed: ['showcaller.read', 'showcaller.incident.write'],
    });
    expect((await putAsAdmin('inc-1', cart)).status).toBe(201);
    // It is the incident of a service of others by now.
    expect((await put('inc-1', incident)).status).toBe(403);
    const { put: putAsNobody } = setUp({ allowed: [] });
    expect((await putAsNobody('inc-2', incident)).status).toBe(403);
  });

  it("does not let a deployment of others' services be blamed", async () => {
    const { put, apply } = setUp();
    await apply(
      deploymentEvent('deployed', {
        id: '7',
        minutes: 1,
        repository: 'shop/cart',
      }),
    );
    const response = await put('inc-1', {
      ...incident,
      deploymentId: 'shop/cart#deployment-7',
    });
    expect(response.status).toBe(403);
  });

  it.each([
    [{ entityRef: 'web' }, /body.entityRef: must be a full entity reference/],
    [{ openedAt: 'yesterday' }, /body.openedAt: must be a time such as/],
    [{ resolvedAt: at(5) }, /body.resolvedAt: must not be before openedAt/],
    [{ url: 'ftp://x.example/1' }, /body.url/],
    [{ severity: 1 }, /severity/],
    [{ entityRef: 'component:default/nothing' }, /has no component:default/],
  ])('refuses %j with what is wrong', async (fields, message) => {
    const { put } = setUp();
    const response = await put('inc-1', { ...incident, ...fields });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.body.error.message).toMatch(message);
  });

  it('makes the same record of events in any order, delivered any number of times', async () => {
    const { apply, reader } = setUp();
    const events = [
      incidentEvent('detected', 10),
      incidentEvent('reported', 12, {
        content: {
          description: 'Checkout is down',
          ticketURI: 'https://t.example/1',
        },
      }),
      incidentEvent('resolved', 40),
    ].map(stored);
    await apply(events[2], events[2]);
    await apply(events[1]);
    await apply(events[0], events[1]);
    expect(await reader.lastIncident(WEB, at(60))).toMatchObject({
      id: 'https://monitoring.example/eu#inc-1',
      entityRef: WEB,
      title: 'Checkout is down',
      url: 'https://t.example/1',
      openedAt: at(10),
      resolvedAt: at(40),
      source: 'cdevents',
    });
  });

  it('finds the deployment that an event links to', async () => {
    const { apply, reader } = setUp();
    const deployed = deploymentEvent('deployed', { id: '1', minutes: 1 });
    await apply(deployed);
    const event = incidentEvent('detected', 10);
    event.context.links = [
      {
        linkType: 'RELATION',
        linkKind: 'CAUSED_BY',
        target: { contextId: deployed.id },
      },
    ];
    await apply(stored(event));
    expect(await reader.lastIncident(WEB, at(60))).toMatchObject({
      deploymentId: 'shop/web#deployment-1',
    });
  });

  it('keeps an incident of an unknown service until the catalog knows it', async () => {
    const { apply, reader, rooms, ownership } = setUp();
    await apply(
      stored(
        incidentEvent('detected', 10, { content: { service: { id: 'pay' } } }),
      ),
    );
    const PAY = 'component:default/pay';
    expect(await reader.lastIncident(PAY, at(60))).toBeUndefined();
    rooms.incidents.start();
    ownership.change({ pay: { 'github.com/project-slug': 'shop/pay' } });
    await waitFor(async () => {
      expect(await reader.lastIncident(PAY, at(60))).toMatchObject({
        entityRef: PAY,
      });
    });
    await rooms.incidents.stop();
  });

  it('answers what was open and what was recent at a time', async () => {
    const { apply, reader } = setUp();
    await apply(
      ...[
        incidentEvent('detected', 10, { subject: 'a' }),
        incidentEvent('resolved', 20, { subject: 'a' }),
        incidentEvent('detected', 15, { subject: 'b' }),
        incidentEvent('detected', 30, {
          subject: 'c',
          content: { service: { id: 'cart' } },
        }),
      ].map(stored),
    );
    const idsOf = (incidents: Array<{ id: string }>) =>
      incidents.map(one => one.id.split('#')[1]);
    expect(idsOf(await reader.openIncidents(WEB, at(18)))).toEqual(['a', 'b']);
    expect(idsOf(await reader.openIncidents(WEB, at(20)))).toEqual(['b']);
    expect(await reader.openIncidents(WEB, at(10))).toEqual([]);
    const recent = await reader.recentByEntities({
      entityRefs: [WEB, 'component:default/cart', WEB],
      since: at(10),
      before: at(30),
    });
    expect([...recent].map(([ref, of]) => [ref, idsOf(of)])).toEqual([
      [WEB, ['b', 'a']],
    ]);
    expect(await reader.lastIncident(WEB, at(15))).toMatchObject({
      openedAt: at(10),
    });
  });

  describe('POST /cdevents', () => {
    it('stores the exact bytes, plain or in a CloudEvent', async () => {
      const { post, received, auditor } = setUp();
      const event = incidentEvent('detected', 10);
      const text = JSON.stringify(event, undefined, 2);
      const response = await post(text);
      expect(response.status).toBe(202);
      expect(response.body).toEqual({ id: 'raw', status: 'accepted' });
      expect(received).toHaveBeenCalledWith(
        expect.objectContaining({
          source: 'cdevents',
          eventType: 'incident.detected',
          deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
          body: Buffer.from(text),
          verifiedBy: 'portal token of user:default/mock',
        }),
      );
      const wrapped = {
        specversion: '1.0',
        id: event.context.id,
        source: event.context.source,
        type: event.context.type,
        datacontenttype: 'application/json',
        data: event,
      };
      expect((await post(wrapped)).status).toBe(202);
      const [first, second] = received.mock.calls.map(
        ([raw]: [{ deliveryId: string }?]) => raw?.deliveryId,
      );
      expect(second).toBe(first);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'incident-event' }),
      );
    });

    it.each([
      ['{', 400, /The body is no JSON/],
      [{ context: {} }, 400, /no valid CDEvent.*\/context\/type/],
      [
        createCdEvent({
          id: '1',
          type: cdEventType('branch.created'),
          source: '/x',
          timestamp: at(1),
          subject: { id: 'main' },
        }),
        400,
        /incident.detected, incident.reported and incident.resolved are taken here/,
      ],
      [
        incidentEvent('detected', 1, { content: { service: { id: 'cart' } } }),
        403,
        /Only owners of component:default\/cart/,
      ],
      [
        incidentEvent('detected', 1, { content: { service: { id: 'new' } } }),
        403,
        /showcaller.incident.write/,
      ],
    ])('turns %j away', async (body, status, message) => {
      const { post, received } = setUp();
      const response = await post(body);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toMatch(message);
      expect(received).not.toHaveBeenCalled();
    });
  });
});
