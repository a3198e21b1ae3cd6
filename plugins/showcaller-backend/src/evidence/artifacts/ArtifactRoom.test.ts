import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  Page,
  RunArtifactsRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import { VendorError } from '@showcaller/backstage-plugin-showcaller-node';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { migrationsDirectory } from '../../database/openDatabase';
import { ownershipOf } from '../../delivery/__fixtures__/ownership';
import type { StoredEvent } from '../../delivery/types';
import { EntityAccess } from '../../http/EntityAccess';
import { waitFor } from '../../risk/__fixtures__/waitFor';
import { EvidenceRoom } from '../EvidenceRoom';
import { FakeArtifacts } from './__testUtils__/FakeArtifacts';
import { finishedRun, SHA } from './__testUtils__/finishedRun';
import { zipOf } from './__testUtils__/zipOf';

jest.setTimeout(60_000);

const PATH = '/evidence/artifacts/runs';
const START = Date.parse('2026-11-25T12:00:00Z');
const MINUTE = 60_000;
const rules = [
  { artifact: 'test-*', kind: 'coverage', file: '**/lcov.info' },
  { artifact: 'test-*', kind: 'junit' },
];
const junit = (name: string) =>
  `<testsuite name="s"><testcase classname="c" name="${name}"/></testsuite>`;
const testResults = () =>
  zipOf([
    { path: 'unit/a.xml', content: junit('a') },
    { path: 'unit/b.xml', content: '<testsuite' },
    { path: 'lcov.info', content: 'SF:a.ts\nDA:1,1\nDA:2,0\nend_of_record\n' },
    { path: 'trace.log', content: 'noise' },
  ]);
const entity = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
});

describe('ArtifactRoom', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    let knex: Knex;
    const rooms: EvidenceRoom[] = [];
    const clock = { now: START };

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory: migrationsDirectory });
    });
    beforeEach(() => {
      clock.now = START;
    });
    afterEach(async () => {
      await Promise.all(rooms.splice(0).map(room => room.stop()));
      await knex('run_artifacts').delete();
      await knex('evidence_document').delete();
    });

    function createRoom(
      options: {
        source?: FakeArtifacts;
        artifacts?: object[];
        allowed?: boolean;
        visible?: string[];
      } = {},
    ) {
      const { artifacts = rules, allowed = true, visible = ['pay'] } = options;
      const source = options.source ?? new FakeArtifacts();
      const data = { showcaller: { evidence: { artifacts } } };
      const room = EvidenceRoom.create({
        knex,
        logger: mockServices.logger.mock(),
        config: mockServices.rootConfig({
          data: JSON.parse(JSON.stringify(data)),
        }),
        ownership: ownershipOf({
          pay: { 'github.com/project-slug': 'shop/pay' },
        }),
        access: EntityAccess.create({
          auth: mockServices.auth(),
          httpAuth: mockServices.httpAuth(),
          permissions: mockServices.permissions.mock({
            authorize: async requests =>
              requests.map(() => ({
                result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
              })),
          }),
          catalog: catalogServiceMock({ entities: visible.map(entity) }),
          userInfo: mockServices.userInfo(),
        }),
        auditor: mockServices.auditor.mock(),
        artifactSources: [source],
        now: () => new Date(clock.now),
      });
      rooms.push(room);
      const app = express()
        .use(PATH, room.artifacts.router)
        .use(mockErrorHandler());
      const rows = async (): Promise<RunArtifactsRow[]> => {
        const { body } = await request(app).get(PATH).expect(200);
        return (body as Page<RunArtifactsRow>).items;
      };
      return {
        room,
        app,
        source,
        apply: (...events: StoredEvent[]) =>
          knex.transaction(tx => room.artifacts.apply(events, tx)),
        rows,
        /** The only row, once it is so. */
        rowThat: (status: RunArtifactsRow['status'], attempts?: number) =>
          waitFor(async () => {
            const [row] = await rows();
            expect(row).toMatchObject({
              status,
              ...(attempts !== undefined && { attempts }),
            });
            return row;
          }),
      };
    }
    const event = (data = {}) => finishedRun({ at: new Date(clock.now), data });
    const documents = () =>
      knex('evidence_document')
        .orderBy('name')
        .select('kind', 'repository', 'sha', 'name', 'attempt', 'status');

    it('takes what the rules want of the artifacts of a run that finished', async () => {
      const { room, source, apply, rowThat } = createRoom();
      source.add('test-results', testResults()).add('dist', zipOf([]));
      await room.start();
      await apply(event());
      const row = await rowThat('done');
      expect(source.asked).toEqual(['list fake-1', 'read test-results']);
      expect(row).toMatchObject({
        source: 'fake',
        repository: 'shop/pay',
        sha: SHA,
        runId: 'fake-1',
        attempt: 1,
        url: 'https://ci.example.com/runs/1',
        taken: 2,
        refused: 1,
        attempts: 0,
      });
      expect(row.files).toEqual([
        {
          artifact: 'test-results',
          file: 'unit/a.xml',
          kind: 'junit',
          name: 'test-results/unit/a.xml',
          status: 'taken',
          reason: expect.stringContaining('1 test'),
        },
        {
          artifact: 'test-results',
          file: 'unit/b.xml',
          kind: 'junit',
          name: 'test-results/unit/b.xml',
          status: 'unreadable',
          reason: expect.stringContaining('nothing was taken from it'),
        },
        {
          artifact: 'test-results',
          file: 'lcov.info',
          kind: 'coverage',
          name: 'test-results/lcov.info',
          status: 'taken',
          reason: expect.stringContaining('50'),
        },
      ]);
      const common = { repository: 'shop/pay', sha: SHA, attempt: 1 };
      expect(await documents()).toEqual([
        {
          ...common,
          kind: 'coverage',
          name: 'test-results/lcov.info',
          status: 'read',
        },
        {
          ...common,
          kind: 'junit',
          name: 'test-results/unit/a.xml',
          status: 'read',
        },
        {
          ...common,
          kind: 'junit',
          name: 'test-results/unit/b.xml',
          status: 'unreadable',
        },
      ]);
    });

    it('notes nothing and asks nobody without a rule', async () => {
      const { room, source, apply, rows } = createRoom({ artifacts: [] });
      await room.start();
      await apply(event());
      expect(await rows()).toEqual([]);
      expect(source.asked).toEqual([]);
    });

    it('leaves out the past, runs of nobody, of another system, and without a commit', async () => {
      const { apply, rows } = createRoom();
      await apply(
        finishedRun({ at: new Date(clock.now - 61 * MINUTE) }),
        event({ repository: 'shop/other' }),
        event({ runId: '42' }),
        event({ sha: undefined }),
        event({ sha: 'abc' }),
        { ...event(), type: 'dev.cdevents.pipelinerun.started.0.2.0' },
      );
      expect(await rows()).toEqual([]);
    });

    it('forgets a run with the transaction of its event', async () => {
      const { room, rows } = createRoom();
      const failed = knex.transaction(async tx => {
        await room.artifacts.apply([event()], tx);
        throw new Error('rolled back');
      });
      await expect(failed).rejects.toThrow('rolled back');
      expect(await rows()).toEqual([]);
    });

    it('looks a run through once, however often its event comes; another attempt again', async () => {
      const { room, source, apply, rows } = createRoom();
      source.add('test-results', testResults());
      await room.start();
      await apply(event(), event());
      await apply(event(), event({ attempt: 2 }));
      await waitFor(async () =>
        expect((await rows()).map(({ status }) => status)).toEqual([
          'done',
          'done',
        ]),
      );
      await apply(event());
      expect(source.asked.filter(one => one.startsWith('list'))).toHaveLength(
        2,
      );
    });

    it('says which artifacts there are when none is wanted', async () => {
      const { room, source, apply, rowThat } = createRoom();
      source.add('dist').add('logs');
      await room.start();
      await apply(event());
      expect((await rowThat('done')).reason).toBe(
        'None of the artifacts is one that showcaller.evidence.artifacts wants: dist, logs.',
      );
    });

    it('tells why an artifact is not taken, and takes the others', async () => {
      const { room, source, apply, rowThat } = createRoom();
      const gone = new VendorError('Fake: it is gone', { kind: 'not-found' });
      const large = new VendorError('Fake: it is large', { kind: 'too-large' });
      source
        .add('test-gone', gone)
        .add('test-large', large)
        .add('test-evil', zipOf([{ path: '../a.xml', content: 'x' }]))
        .add('test-other', zipOf([{ path: 'readme.md', content: 'x' }]))
        .add('test-results', testResults());
      source.listings = [
        [
          ...(source.listings[0] as []),
          { id: '9', name: 'test-old', form: 'zip', expired: true },
        ],
      ];
      await room.start();
      await apply(event());
      const row = await rowThat('done');
      expect(row.taken).toBe(2);
      const reasons = row.files
        .filter(({ status }) => status === 'refused')
        .map(({ artifact, reason }) => `${artifact}: ${reason}`);
      expect(reasons).toEqual([
        'test-gone: Fake: it is gone',
        'test-large: Fake: it is large',
        'test-evil: The archive cannot be read: invalid relative path: ../a.xml',
        'test-other: None of the 1 files in the archive is one that showcaller.evidence.artifacts wants',
        'test-old: The artifact has expired: its content was deleted',
      ]);
    });

    it('waits as long as the system asks for, and reads what is done only once', async () => {
      const { room, source, apply, rowThat } = createRoom();
      const retryAt = new Date(START + 10 * MINUTE);
      source
        .add('test-a', testResults())
        .add(
          'test-b',
          new VendorError('Fake: too fast', { kind: 'rate-limited', retryAt }),
          testResults(),
        );
      await room.start();
      await apply(event());
      const row = await rowThat('pending', 1);
      expect(row).toMatchObject({
        nextTryAt: retryAt.toISOString(),
        reason: 'Fake: too fast',
        taken: 2,
      });
      clock.now = retryAt.getTime() + 1;
      await rowThat('done');
      expect(source.asked).toEqual([
        'list fake-1',
        'read test-a',
        'read test-b',
        'list fake-1',
        'read test-b',
      ]);
    });

    it('gives up in the end, and begins again when the event is replayed', async () => {
      const { room, source, apply, rows, rowThat } = createRoom();
      const refused = new VendorError('Fake: no permission', {
        kind: 'refused',
      });
      source.listings = [refused, refused, refused, []];
      await room.start();
      await apply(event());
      await waitFor(async () => {
        clock.now += MINUTE;
        expect(await rows()).toMatchObject([
          { status: 'dead', attempts: 3, reason: 'Fake: no permission' },
        ]);
      });
      await apply(event());
      expect((await rowThat('done')).reason).toBe('The run has no artifacts.');
    });

    it('is gone on with by another replica at once when one is stopped', async () => {
      const stopped = createRoom();
      stopped.source.hangs = true;
      await stopped.room.start();
      await stopped.apply(event());
      await waitFor(async () => expect(stopped.source.asked).toHaveLength(1));
      await stopped.room.stop();
      const other = createRoom();
      other.source.add('test-a', testResults());
      await other.room.start();
      expect((await other.rowThat('done')).taken).toBe(2);
    });

    it('is gone on with when the lease of a killed process has ended, and takes nothing twice', async () => {
      const { room, source, apply, rowThat } = createRoom();
      source.add('test-a', testResults());
      await room.start();
      await apply(event());
      await rowThat('done');
      // As if it had been killed after the last document and before it said so.
      await knex('run_artifacts').update({
        state: 'pending',
        files: '[]',
        settled: '[]',
        leased_by: 'killed',
        leased_until: new Date(START + 10 * MINUTE).toISOString(),
      });
      clock.now = START + 11 * MINUTE;
      const { files } = await rowThat('done');
      expect(files.map(({ status }) => status)).toEqual([
        'known',
        'unreadable',
        'known',
      ]);
      expect(await documents()).toHaveLength(3);
    });

    it('shares runs between replicas, each taken by one of them', async () => {
      const source = new FakeArtifacts().add('test-results', testResults());
      const replicas = [createRoom({ source }), createRoom({ source })];
      for (const { room } of replicas) {
        await room.start();
      }
      const runs = Array.from({ length: 20 }, (_, index) =>
        event({ runId: `fake-${index}` }),
      );
      await replicas[0].apply(...runs);
      await waitFor(async () => {
        const rows = await replicas[1].rows();
        const done = rows.filter(({ status }) => status === 'done');
        expect(done.length).toBe(20);
      });
      const listed = source.asked.filter(one => one.startsWith('list'));
      expect(new Set(listed).size).toBe(20);
      expect(listed).toHaveLength(20);
    });

    it('shows what became of runs to those who may see it', async () => {
      const { app, apply } = createRoom({ allowed: false });
      await apply(event());
      await request(app).get(PATH).expect(403);
      const blind = createRoom({ visible: [] });
      expect(await blind.rows()).toEqual([]);
      const { body } = await request(createRoom().app)
        .get(PATH)
        .query({ limit: 1, offset: 0 })
        .expect(200);
      expect(body).toMatchObject({ limit: 1, offset: 0, totalItems: 1 });
      await request(createRoom().app).get(PATH).query({ limit: 0 }).expect(400);
    });
  });
});
