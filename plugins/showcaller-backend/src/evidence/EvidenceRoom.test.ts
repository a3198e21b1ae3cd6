import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { openDatabase } from '../database/openDatabase';
import { EntityAccess } from '../http/EntityAccess';
import { ownershipOf } from '../delivery/__fixtures__/ownership';
import { EvidenceRoom } from './EvidenceRoom';
import { applyRetention } from './retention';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';

jest.setTimeout(60_000);

const SHA = 'a1'.repeat(20);
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'pay',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'shop/pay' },
  },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};

const suite = (cases: string) => `<testsuite name="s">${cases}</testsuite>`;
const passed = (name: string) => `<testcase classname="c" name="${name}"/>`;
const failed = (name: string) =>
  `<testcase classname="c" name="${name}"><failure/></testcase>`;

describe('EvidenceRoom', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const rooms: EvidenceRoom[] = [];

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  function createRoom(
    knex: Knex,
    options: { allowed?: boolean; owner?: boolean } = {},
  ) {
    const { allowed = true, owner = false } = options;
    const clock = { now: Date.parse('2026-11-20T10:00:00Z') };
    const auditor = mockServices.auditor.mock();
    const audit = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(audit);
    const room = EvidenceRoom.create({
      knex,
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig(),
      ownership: ownershipOf({
        pay: { 'github.com/project-slug': 'shop/pay' },
        alone: {},
      }),
      access: EntityAccess.create({
        auth: mockServices.auth(),
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result:
                allowed || permission.name === 'showcaller.read'
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
        }),
        catalog: catalogServiceMock({
          entities: [
            entity,
            { ...entity, metadata: { name: 'alone', namespace: 'default' } },
          ],
        }),
        userInfo: mockServices.userInfo({
          ownershipEntityRefs: owner ? ['group:default/payments'] : [],
        }),
      }),
      auditor,
      now: () => new Date(clock.now),
    });
    rooms.push(room);
    const app = express().use('/evidence', room.router).use(mockErrorHandler());
    const post = (
      body: string,
      query: Record<string, string> = {},
      kind = 'junit',
    ) =>
      request(app)
        .post(`/evidence/${kind}`)
        .query({ repository: 'Shop/Pay', sha: SHA, ...query })
        .set('Content-Type', 'application/octet-stream')
        .send(Buffer.from(body));
    return { room, app, post, clock, auditor, audit };
  }

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp(options?: { allowed?: boolean; owner?: boolean }) {
      const knex = await databases.init(databaseId);
      await openDatabase({
        database: { getClient: async () => knex },
      });
      return { knex, ...createRoom(knex, options) };
    }

    it('stores a report as it came, reads it and says what it read', async () => {
      const { knex, post, auditor, audit } = await setUp();
      const xml = suite(passed('a') + passed('b') + failed('c'));
      const answer = await post(xml, { name: 'unit' });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        id: expect.any(String),
        kind: 'junit',
        summary: '3 tests, 1 failed',
        duplicate: false,
      });
      const [row] = await knex('evidence_document');
      expect(row).toMatchObject({
        repository: 'shop/pay',
        sha: SHA,
        name: 'unit',
        attempt: 1,
        status: 'read',
        bytes: xml.length,
        tests_passed: 2,
        tests_failed: 1,
        uploaded_by: 'user:default/mock',
      });
      await expect(knex('test_case')).resolves.toHaveLength(3);
      await expect(knex('test_result')).resolves.toMatchObject([
        { passes: 0, failures: 1, sha: SHA },
      ]);
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'evidence-add',
          meta: expect.objectContaining({ repository: 'shop/pay', sha: SHA }),
        }),
      );
      expect(audit.success).toHaveBeenCalledTimes(1);
    });

    it('takes the same document once, and another attempt as another', async () => {
      const { knex, post } = await setUp();
      const xml = suite(failed('a'));
      await post(xml);
      const again = await post(xml, { repository: 'shop/pay' });
      expect(again.status).toBe(200);
      expect(again.body).toMatchObject({
        duplicate: true,
        summary: '1 test, 1 failed',
      });
      await expect(knex('test_result')).resolves.toHaveLength(1);
      await expect(post(xml, { attempt: '2' })).resolves.toMatchObject({
        status: 201,
      });
      await expect(knex('evidence_document')).resolves.toHaveLength(2);
    });

    it('keeps what cannot be read, says line and reason, and reads it when it can', async () => {
      const { knex, post, audit } = await setUp();
      const answer = await post('<testsuite>\n<testcase>');
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toMatch(
        /^line 2, column \d+: unclosed tag.*The document is stored as \w{26}; nothing was taken from it\.$/,
      );
      await expect(knex('evidence_document')).resolves.toMatchObject([
        { status: 'unreadable', problem: expect.stringContaining('line 2') },
      ]);
      await expect(knex('test_case')).resolves.toHaveLength(0);
      expect(audit.fail).toHaveBeenCalledTimes(1);
      // As after a new version of the parser.
      const [row] = await knex('evidence_document');
      expect(row.body.length).toBeGreaterThan(0);
      await expect(post('<testsuite>\n<testcase>')).resolves.toMatchObject({
        status: 400,
      });
      await expect(knex('evidence_document')).resolves.toHaveLength(1);
    });

    it('reads after a crash what was stored and not read', async () => {
      const { knex, room, post, clock } = await setUp();
      await post(suite(passed('a')));
      await knex('evidence_document').update({ status: 'received' });
      clock.now += 120_000;
      await room.start();
      await expect(knex('evidence_document')).resolves.toMatchObject([
        { status: 'read' },
      ]);
    });

    it('finds a test that failed and passed on one revision, in whatever order', async () => {
      const { room, post, clock } = await setUp();
      await post(suite(failed('a') + passed('b')));
      clock.now += 60_000;
      await post(suite(passed('a') + failed('b')), { attempt: '2' });
      const facts = await room.reader.getTestFacts({
        repository: 'shop/pay',
        since: '2026-11-01T00:00:00Z',
        until: '2026-11-30T00:00:00Z',
      });
      expect(facts.documents).toMatchObject([{ executed: 2 }, { executed: 2 }]);
      const totals = new Map<string, { passes: number; failures: number }>();
      for (const { test, suite: name, passes, failures } of facts.results) {
        const title = facts.tests.get(`${name}\0${test}`)?.title ?? '';
        const sum = totals.get(title) ?? { passes: 0, failures: 0 };
        totals.set(title, {
          passes: sum.passes + passes,
          failures: sum.failures + failures,
        });
      }
      expect(Object.fromEntries(totals)).toEqual({
        'c › a': { passes: 1, failures: 1 },
        'c › b': { passes: 1, failures: 1 },
      });
    });

    it('lists flaky tests of a component, most probable first', async () => {
      const { app, post, clock } = await setUp();
      for (let i = 0; i < 5; i++) {
        const sha = String(i).padStart(40, '0');
        await post(suite(failed('a') + passed('b')), { sha });
        clock.now += 60_000;
        await post(suite(passed('a') + passed('b')), { sha, attempt: '2' });
      }
      const answer = await request(app).get(
        '/evidence/entities/component/default/pay/tests',
      );
      expect(answer.body).toMatchObject({
        repository: 'shop/pay',
        reports: 10,
        flaky: [
          {
            title: 'c › a',
            suite: 'default',
            flakyFailures: 5,
            passes: 5,
            probability: expect.any(Number),
          },
        ],
      });
      expect(answer.body.flaky).toHaveLength(1);
      expect(answer.body.flaky[0].probability).toBeGreaterThan(0.99);
      expect(answer.body.expectedFlaky).toBeGreaterThan(0.99);
      const alone = await request(app).get(
        '/evidence/entities/component/default/alone/tests',
      );
      expect(alone.body).toMatchObject({ reports: 0, flaky: [] });
    });

    it('stores measurements and packages', async () => {
      const { room, post } = await setUp();
      const until = '2026-11-20T10:00:00Z';
      await post(
        JSON.stringify({
          benchmarks: [{ name: 'parse', value: 1.5, unit: 'ms' }],
        }),
        {},
        'benchmark',
      );
      await post(
        JSON.stringify({
          bomFormat: 'CycloneDX',
          components: [{ purl: 'pkg:npm/react@18.2.0' }],
          vulnerabilities: [],
        }),
        {},
        'sbom',
      );
      const documents = await room.reader.listOfRevision({
        repository: 'shop/pay',
        sha: SHA,
        until,
      });
      expect(documents.map(({ kind }) => kind).sort()).toEqual([
        'benchmark',
        'sbom',
      ]);
      const id = (kind: string) =>
        documents.find(document => document.kind === kind)?.id ?? '';
      await expect(
        room.reader.getMeasurements([id('benchmark')]),
      ).resolves.toEqual([
        {
          name: 'parse',
          value: 1.5,
          unit: 'ms',
          higherIsBetter: false,
          sha: SHA,
          suite: 'default',
          observedAt: '2026-11-20T10:00:00.000Z',
        },
      ]);
      await expect(room.reader.getBillOfMaterials(id('sbom'))).resolves.toEqual(
        {
          packages: [['npm:react', ['18.2.0']]],
          vulnerable: 0,
        },
      );
      await expect(
        room.reader.listOfRevision({
          repository: 'shop/pay',
          sha: SHA,
          until: '2026-11-20T09:59:59.999Z',
        }),
      ).resolves.toEqual([]);
    });

    it('erases old bodies and deletes older documents with what they said', async () => {
      const { knex, post, clock } = await setUp();
      await post(suite(failed('a')));
      clock.now += 100 * 86_400_000;
      await post(suite(failed('b')), { attempt: '2' });
      const options = {
        store: DatabaseEvidenceStore.create({ knex }),
        config: mockServices.rootConfig(),
      };
      await expect(
        applyRetention({ ...options, now: new Date(clock.now) }),
      ).resolves.toEqual({ erased: 1, deleted: 0 });
      await expect(knex('test_result')).resolves.toHaveLength(2);
      clock.now += 350 * 86_400_000;
      await expect(
        applyRetention({ ...options, now: new Date(clock.now) }),
      ).resolves.toEqual({ erased: 1, deleted: 1 });
      await expect(knex('test_result')).resolves.toHaveLength(1);
      await expect(knex('test_case')).resolves.toHaveLength(1);
    });
  });

  describe('who may upload', () => {
    async function statusOf(options: { allowed: boolean; owner: boolean }) {
      const knex = await databases.init('SQLITE_3');
      await openDatabase({ database: { getClient: async () => knex } });
      const { post } = createRoom(knex, options);
      const own = await post(suite(passed('a')));
      const other = await post(suite(passed('a')), { repository: 'a/b' });
      return [own.status, other.status];
    }

    it.each([
      [{ allowed: true, owner: false }, [201, 201]],
      [{ allowed: false, owner: true }, [201, 403]],
      [{ allowed: false, owner: false }, [403, 403]],
    ])(
      'with %j gets %j for its own and for another repository',
      async (who, expected) => {
        await expect(statusOf(who)).resolves.toEqual(expected);
      },
    );
  });

  describe('bad input', () => {
    it.each([
      [{ sha: 'abc' }, 'query.sha: must be the full id of the commit'],
      [{ repository: 'pay' }, 'query.repository: must be owner/repo'],
      [{ attempt: '0' }, 'query.attempt'],
      [{ name: 'a'.repeat(101) }, 'query.name: must have 1 to 100'],
      [{ nmae: 'unit' }, 'query'],
    ])('%j is refused with what is wrong', async (query, reason) => {
      const knex = await databases.init('SQLITE_3');
      await openDatabase({ database: { getClient: async () => knex } });
      const { post } = createRoom(knex);
      const answer = await post(suite(''), query as Record<string, string>);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(reason);
    });

    it('names the kinds there are, refuses an empty body and one that is too large', async () => {
      const knex = await databases.init('SQLITE_3');
      await openDatabase({ database: { getClient: async () => knex } });
      const { post } = createRoom(knex);
      const kind = await post('x', {}, 'photo');
      expect(kind.status).toBe(400);
      expect(kind.body.error.message).toContain('junit');
      const empty = await post('');
      expect(empty.body.error.message).toContain('body is empty');
      const large = await post('x'.repeat(3 * 1024 * 1024), {}, 'benchmark');
      expect(large.status).toBe(413);
      await expect(knex('evidence_document')).resolves.toHaveLength(0);
    });
  });
});
