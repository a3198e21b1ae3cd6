import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  cdEventType,
  createCdEvent,
  type CdEventName,
} from '@showcaller/backstage-plugin-showcaller-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { migrationsDirectory } from '../../database/openDatabase';
import { ownershipOf } from '../../delivery/__fixtures__/ownership';
import type { StoredEvent } from '../../delivery/types';
import { DatabaseAuditLog } from '../../audit';
import { EntityAccess } from '../../http/EntityAccess';
import { waitFor } from '../__fixtures__/waitFor';
import {
  assessment,
  HEAD,
  scoredPart,
  unknownAssessment,
} from './__testUtils__/assessment';
import { FakePlace, refusal } from './__testUtils__/FakePlace';
import { PullRequestRoom } from './PullRequestRoom';
import type { PullRequestHead, ScoredPart } from './types';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PATH = '/risk/pull-requests';
const NEXT = 'e'.repeat(40);

let count = 0;
/** An event of a pull request, as delivery gets it. */
function event(
  name: CdEventName,
  changes: { number?: number; headSha?: string; at?: Date } = {},
): StoredEvent {
  const { number = 5, headSha = HEAD, at = new Date() } = changes;
  const id = `event-${++count}`;
  const timestamp = at.toISOString();
  const cdEvent = createCdEvent({
    id,
    type: cdEventType(name),
    source: 'https://github.com/shop/payments',
    timestamp,
    subject: { id: `shop/payments@${headSha}` },
    customData: {
      kind: 'change' as const,
      repository: 'Shop/Payments',
      sha: headSha,
      pullRequest: { number, headSha, baseSha: 'b'.repeat(40) },
    },
  });
  return {
    id,
    rawId: 'raw',
    type: cdEvent.context.type,
    subjectId: cdEvent.subject.id,
    occurredAt: timestamp,
    receivedAt: timestamp,
    event: cdEvent,
  };
}

/** A finished run at a head. */
const finishedRun = (sha: string): StoredEvent => {
  const change = event('change.updated');
  return {
    ...change,
    type: cdEventType('pipelinerun.finished'),
    event: {
      ...change.event,
      customData: {
        kind: 'pipelineRun',
        repository: 'shop/payments',
        sha,
        runId: '1',
        attempt: 1,
      },
    },
  };
};

describe.each(databases.eachSupportedId())('PullRequestRoom on %s', id => {
  let knex: Knex;
  const rooms: PullRequestRoom[] = [];
  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
    await knex('pull_request').delete();
    await knex('pull_request_feedback').delete();
  });

  type Score = (
    pullRequest: PullRequestHead,
    entityRef: string,
  ) => ScoredPart | undefined;

  function createRoom(
    options: {
      place?: FakePlace;
      publishers?: [];
      score?: Score;
      components?: Record<string, Record<string, string>>;
      allowed?: string[];
    } = {},
  ) {
    const { place = new FakePlace(), publishers = [place], allowed } = options;
    const score = jest.fn<ScoredPart | undefined, Parameters<Score>>(
      options.score ??
        ((_, entityRef) => scoredPart(assessment({ entityRef }))),
    );
    const components = options.components ?? {
      payments: { 'github.com/project-slug': 'shop/payments', place: 'yes' },
    };
    const room = PullRequestRoom.create({
      knex,
      audit: DatabaseAuditLog.create({ knex }),
      config: new ConfigReader({
        app: { baseUrl: 'https://portal.example.com/' },
      }),
      logger: mockServices.logger.mock(),
      ownership: ownershipOf(components),
      auditor: mockServices.auditor.mock({
        createEvent: jest.fn(async () => ({
          success: async () => {},
          fail: async () => {},
        })),
      }),
      scorer: { score: async (...about) => score(...about) },
      publishers,
      access: EntityAccess.create({
        auth: mockServices.auth(),
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result:
                !allowed || allowed.includes(permission.name)
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
        }),
        catalog: catalogServiceMock({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'payments', namespace: 'default' },
            },
          ],
        }),
        userInfo: mockServices.userInfo(),
      }),
    });
    rooms.push(room);
    const app = express();
    app.use(PATH, room.router);
    app.use(mockErrorHandler());
    return {
      room,
      place,
      score,
      client: request(app),
      apply: (...events: StoredEvent[]) =>
        knex.transaction(tx => room.apply(events, tx)),
    };
  }

  it('tells a pull request its risk when it is opened, and again when its head moves', async () => {
    const { room, place, score, apply, client } = createRoom();
    room.start();
    await apply(event('change.created'));
    await waitFor(async () => expect(place.titles).toHaveLength(1));
    expect(score).toHaveBeenCalledWith(
      expect.objectContaining({
        repository: 'shop/payments',
        number: 5,
        headSha: HEAD,
        baseSha: 'b'.repeat(40),
      }),
      'component:default/payments',
    );
    expect(place.titles).toEqual(['Risk 0.42 (0.31 to 0.55), elevated']);
    await apply(event('change.updated', { headSha: NEXT }));
    await waitFor(async () => expect(place.writes).toHaveLength(2));
    expect(place.writes.map(write => write.split(' ')[0])).toEqual([
      'POST',
      'PATCH',
    ]);
    await waitFor(async () => {
      const { body } = await client.get(PATH);
      expect(body).toMatchObject({
        totalItems: 1,
        items: [
          {
            repository: 'shop/payments',
            number: 5,
            publisher: 'place',
            entityRefs: ['component:default/payments'],
            headSha: NEXT,
            status: 'published',
            requests: [{ method: 'PATCH' }],
          },
        ],
      });
    });
  });

  it('leads back to the portal', async () => {
    const { room, apply } = createRoom();
    room.start();
    await apply(event('change.created'));
    await waitFor(async () => {
      const row = await knex('pull_request_feedback').first();
      expect(JSON.parse(row?.content ?? '{}')).toMatchObject({
        detailsUrl:
          'https://portal.example.com/catalog/default/component/payments/risk',
      });
    });
  });

  it('wants nothing of an event whose transaction is undone', async () => {
    const { room, score, apply } = createRoom();
    room.start();
    await expect(
      knex.transaction(async tx => {
        await room.apply([event('change.created')], tx);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await apply(event('change.created', { number: 6 }));
    await waitFor(async () => expect(score).toHaveBeenCalled());
    expect(score.mock.calls.map(([{ number }]) => number)).toEqual([6]);
  });

  it('says nothing about the past, about what is over, and where nobody wants it', async () => {
    const { place, score, apply, room } = createRoom({
      components: {
        payments: { 'github.com/project-slug': 'shop/payments', place: 'yes' },
        web: { 'github.com/project-slug': 'shop/web' },
      },
    });
    const past = new Date(Date.now() - 3 * 60 * 60 * 1000);
    await apply(
      event('change.created', { number: 1, at: past }),
      event('change.merged', { number: 2 }),
      event('change.created', { number: 3, at: new Date(Date.now() - 1000) }),
      event('change.abandoned', { number: 3 }),
    );
    const other = event('change.created', { number: 4 });
    const data = other.event.customData as { repository: string };
    data.repository = 'shop/web';
    await apply(other);
    await apply(event('change.created', { number: 5 }));
    room.start();
    await waitFor(async () => expect(place.titles).toHaveLength(1));
    expect(score.mock.calls.map(([{ number }]) => number)).toEqual([5]);
  });

  it('does nothing at all without a publisher', async () => {
    const { apply, room } = createRoom({ publishers: [] });
    room.start();
    await apply(event('change.created'));
    room.onFactsStored('shop/payments');
    expect(await knex('pull_request')).toEqual([]);
  });

  it('waits for imported history before it says that a risk is not known', async () => {
    let imported = false;
    const { room, place, score, apply } = createRoom({
      score: () =>
        imported
          ? scoredPart(assessment())
          : scoredPart(unknownAssessment(), { awaitsFacts: true }),
    });
    room.start();
    await apply(event('change.created'));
    await waitFor(async () => expect(score).toHaveBeenCalledTimes(1));
    await waitFor(async () =>
      expect(await knex('pull_request').first()).toMatchObject({
        attempts: 1,
        leased_by: null,
      }),
    );
    expect(place.titles).toEqual([]);
    imported = true;
    room.onFactsStored('shop/payments');
    await waitFor(async () => expect(place.titles).toHaveLength(1));
    expect(place.titles).toEqual(['Risk 0.42 (0.31 to 0.55), elevated']);
  });

  it('says in the end that a risk is not known', async () => {
    const { room, place, apply } = createRoom({
      score: () => scoredPart(unknownAssessment(), { awaitsFacts: true }),
    });
    await apply(event('change.created'));
    await knex('pull_request').update({ attempts: 3 });
    room.start();
    await waitFor(async () => expect(place.titles).toEqual(['Risk not known']));
  });

  it('looks again when the pipeline of the head is through', async () => {
    let probability = 0.42;
    const { room, place, score, apply } = createRoom({
      score: () => scoredPart(assessment({ probability })),
    });
    room.start();
    await apply(event('change.created'));
    await waitFor(async () => expect(place.titles).toHaveLength(1));
    await apply(finishedRun(NEXT));
    probability = 0.9;
    await apply(finishedRun(HEAD));
    await waitFor(async () => expect(place.titles).toHaveLength(2));
    expect(score).toHaveBeenCalledTimes(2);
  });

  it('tells of a monorepo the components that are touched and want it', async () => {
    const slug = { 'github.com/project-slug': 'shop/payments' };
    const { room, apply } = createRoom({
      components: {
        payments: { ...slug, place: 'yes', 'showcaller.io/git-path': 'pay' },
        ledger: { ...slug, place: 'yes', 'showcaller.io/git-path': 'ledger' },
        web: { ...slug, 'showcaller.io/git-path': 'web' },
        docs: { ...slug, place: 'yes', 'showcaller.io/git-path': 'docs' },
        jobs: { ...slug, place: 'yes', 'showcaller.io/git-path': 'jobs' },
      },
      score: (_, entityRef) => {
        if (entityRef.endsWith('/docs')) {
          return undefined;
        }
        return entityRef.endsWith('/jobs')
          ? scoredPart(unknownAssessment({ entityRef }))
          : scoredPart(assessment({ entityRef }));
      },
    });
    room.start();
    await apply(event('change.created'));
    await waitFor(async () => {
      const row = await knex('pull_request_feedback').first();
      expect(JSON.parse(row?.entity_refs ?? '[]')).toEqual([
        'component:default/ledger',
        'component:default/payments',
      ]);
    });
  });

  it('goes on after a failing score, and gives up without a word in the end', async () => {
    const { room, place, score, apply } = createRoom({
      score: ({ number }) => {
        if (number === 5) {
          throw new Error('no model');
        }
        return scoredPart(assessment());
      },
    });
    await apply(
      event('change.created'),
      event('change.created', { number: 6 }),
    );
    await knex('pull_request').where({ number: 5 }).update({ attempts: 4 });
    room.start();
    await waitFor(async () => expect(place.titles).toHaveLength(1));
    await waitFor(async () => {
      const rows = await knex('pull_request').orderBy('number');
      expect(rows.map(row => Boolean(row.score_wanted))).toEqual([
        false,
        false,
      ]);
    });
    expect(
      score.mock.calls.filter(([{ number }]) => number === 5),
    ).toHaveLength(1);
    expect(place.writes[0]).toContain('POST 6');
  });

  it('lets the platform team see why something was not told, and try it again', async () => {
    const place = new FakePlace();
    for (let n = 0; n < 3; n++) {
      place.faults.push({ step: 'apply', error: refusal() });
    }
    const { room, apply, client } = createRoom({ place });
    room.start();
    await apply(event('change.created'));
    await waitFor(async () => {
      await knex('pull_request_feedback').update({
        not_before: '2020-01-01T00:00:00.000Z',
      });
      const { body } = await client.get(PATH);
      expect(body.items).toMatchObject([
        {
          status: 'dead',
          reason: 'Place: POST /notes answered 403. No permission',
        },
      ]);
    });
    const key = { repository: 'shop/payments', number: 5, publisher: 'place' };
    const retried = await client.post(`${PATH}/retry`).send(key);
    expect(retried.status).toBe(202);
    await waitFor(async () => expect(place.titles).toHaveLength(1));
    await waitFor(async () =>
      expect((await client.post(`${PATH}/retry`).send(key)).status).toBe(404),
    );
  });

  it('answers nobody without the permission, and nothing that is not asked well', async () => {
    const { client } = createRoom({ allowed: ['showcaller.read'] });
    const key = { repository: 'shop/payments', number: 5, publisher: 'place' };
    expect((await client.get(PATH)).status).toBe(403);
    expect((await client.post(`${PATH}/retry`).send(key)).status).toBe(403);
    const anonymous = await client
      .get(PATH)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);
    for (const body of [{}, { ...key, number: 0 }, { ...key, more: 1 }]) {
      expect((await client.post(`${PATH}/retry`).send(body)).status).toBe(400);
    }
  });
});
