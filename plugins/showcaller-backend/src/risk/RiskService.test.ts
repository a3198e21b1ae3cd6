import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  ChangeFacts,
  ChangeRange,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { openDatabase } from '../database/openDatabase';
import type { Deployment } from '../delivery/types';
import { GateService } from '../gate/GateService';
import { commit } from './__fixtures__/commit';
import { deployment } from './__fixtures__/deployment';
import { failingOnce } from './__fixtures__/failingOnce';
import { exampleModel, exampleRiskModel } from './__fixtures__/exampleModel';
import { ownershipOf } from './__fixtures__/ownershipOf';
import { waitFor } from './__fixtures__/waitFor';
import { ChangeFactsCollector } from './features/ChangeFactsCollector';
import { ChangeLookup } from './features/ChangeLookup';
import { RiskRoom, type RiskRoomOptions } from './RiskRoom';

jest.setTimeout(60_000);

const NOW = new Date('2026-11-20T10:00:05Z');
const ENTITY = 'component:default/payments';

describe('RiskService', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const rooms: RiskRoom[] = [];

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp() {
      const knex = await openDatabase({
        database: mockServices.database({
          knex: await databases.init(databaseId),
        }),
      });
      const world = {
        deployments: new Map<string, Deployment>(),
        facts: new Array<ChangeFacts>(),
        range: async (): Promise<ChangeRange | undefined> => ({
          commits: [commit({ sha: 'c1' })],
          withoutFacts: 0,
        }),
        getDeployment: async (id: string) => world.deployments.get(id),
      };
      const ownership = ownershipOf(ENTITY);
      const events = mockServices.events.mock();
      const createRoom = (model = exampleModel()) => {
        const gate = GateService.create({
          knex,
          ownership,
        });
        const room = RiskRoom.create({
          knex,
          logger: mockServices.logger.mock(),
          model,
          delivery: {
            getDeployment: id => world.getDeployment(id),
            getPreviousDeployment: async () => undefined,
            getChange: async (repository, sha) => ({
              repository,
              sha,
              status: 'merged',
              filesTruncated: false,
              observedAt: '2026-11-20T09:00:00Z',
              url: `https://github.example/${repository}/commit/${sha}`,
            }),
            countDeployments: async () => new Map(),
            hasActivity: async () => false,
            getStatuses: async () => new Map(),
          },
          facts: {
            getFacts: async () => undefined,
            listFacts: async ({ before, limit }) =>
              world.facts
                .filter(
                  fact => !before || fact.committedAt < before.committedAt,
                )
                .slice(0, limit),
          },
          collectors: [
            ChangeFactsCollector.create({
              changes: ChangeLookup.create({
                folderOf: () => undefined,
                sources: [
                  {
                    id: 'git',
                    supports: async () => true,
                    getRange: () => world.range(),
                  },
                ],
              }),
            }),
          ],
          outcomes: { of: async () => new Map() },
          ownership,
          gate,
          events,
          access: {} as RiskRoomOptions['access'],
          now: () => NOW,
        });
        rooms.push(room);
        return room;
      };
      const report = (room: RiskRoom, ...deployments: Deployment[]) => {
        for (const reported of deployments) {
          world.deployments.set(reported.id, reported);
        }
        return knex.transaction(tx =>
          room.service.onDeploymentsChanged(
            deployments.map(({ id }) => id),
            tx,
          ),
        );
      };
      return { knex, world, events, createRoom, report };
    }

    async function settled(knex: Knex) {
      await waitFor(async () => {
        const [{ n }] = await knex('risk_queue').count({ n: '*' });
        expect(Number(n)).toBe(0);
      });
      const assessments = await knex('risk_assessment').orderBy('id');
      const decisions = await knex('gate_decision').orderBy('id');
      return { assessments, decisions };
    }

    it('gives a reported deployment an assessment and a decision, and tells about it', async () => {
      const { knex, world, events, createRoom, report } = await setUp();
      world.range = async () => ({
        commits: [
          commit({ sha: 'small', la: 1 }),
          commit({ sha: 'large', la: 900, title: 'Rewrite the ledger' }),
        ],
        withoutFacts: 0,
      });
      const room = createRoom();
      room.start();
      await report(room, deployment({ id: 'd1' }));

      const { assessments, decisions } = await settled(knex);
      expect(assessments).toHaveLength(1);
      expect(decisions).toMatchObject([
        {
          assessment_id: assessments[0].id,
          deployment_id: 'd1',
          outcome: 'block',
          mode: 'enforced',
        },
      ]);
      const found = await room.reader.getAssessment(assessments[0].id);
      expect(found?.assessment).toMatchObject({
        band: 'high',
        commitCount: 2,
        backfill: false,
        riskiestCommit: {
          sha: 'large',
          title: 'Rewrite the ledger',
          url: 'https://github.example/shop/payments/commit/large',
        },
      });
      const sum = found?.assessment.signals.reduce(
        (total, { contribution = 0 }) => total + contribution,
        found.assessment.baseMargin +
          (found.assessment.unknownContribution ?? NaN),
      );
      expect(found?.assessment.margin).toBeCloseTo(sum ?? NaN, 5);
      expect(events.publish).toHaveBeenCalledWith(
        expect.objectContaining({ topic: 'showcaller.risk' }),
      );
    });

    it('stores nothing new when the same state is scored again', async () => {
      const { knex, createRoom, report } = await setUp();
      const room = createRoom();
      room.start();
      await report(room, deployment({ id: 'd1' }));
      const first = await settled(knex);
      await report(room, deployment({ id: 'd1' }));
      await expect(settled(knex)).resolves.toEqual(first);
    });

    it('keeps the old assessment beside the new one when the inputs changed', async () => {
      const { knex, createRoom, report } = await setUp();
      const room = createRoom();
      room.start();
      await report(room, deployment({ id: 'd1' }));
      await settled(knex);
      await report(room, deployment({ id: 'd1', sha: 'c3'.repeat(20) }));

      const { assessments, decisions } = await settled(knex);
      expect(assessments.map(row => Boolean(row.current))).toEqual([
        false,
        true,
      ]);
      expect(decisions).toHaveLength(2);
    });

    it('shares the queue between two workers without scoring anything twice', async () => {
      const { knex, createRoom, report } = await setUp();
      const [one, two] = [createRoom(), createRoom()];
      const many = Array.from({ length: 60 }, (_, index) =>
        deployment({ id: `d${index}` }),
      );
      await report(one, ...many);
      one.start();
      two.start();

      const { assessments, decisions } = await settled(knex);
      expect(assessments).toHaveLength(60);
      expect(new Set(decisions.map(row => row.deployment_id)).size).toBe(60);
      expect(decisions).toHaveLength(60);
    });

    it('asks a human about an unknown size, and scores again when the history arrives', async () => {
      const { knex, world, createRoom, report } = await setUp();
      const known = world.range;
      world.range = async () => undefined;
      const room = createRoom();
      room.start();
      await report(room, deployment({ id: 'd1' }));
      const before = await waitFor(async () => {
        const decisions = await knex('gate_decision');
        expect(decisions).toHaveLength(1);
        return { assessments: await knex('risk_assessment'), decisions };
      });
      expect(before.assessments[0]).toMatchObject({
        margin: null,
        band: 'unknown',
        unknown_reason: expect.stringContaining('does not hold revision'),
      });
      expect(before.decisions[0].outcome).toBe('needs_approval');

      world.range = known;
      room.service.onFactsStored('shop/payments', [ENTITY]);
      await waitFor(async () => {
        const rows = await knex('risk_assessment').where({ current: true });
        expect(rows).toMatchObject([{ band: 'low' }]);
      });
    });

    it('marks what was reported an hour late as backfill and tells nobody', async () => {
      const { knex, events, createRoom, report } = await setUp();
      const room = createRoom();
      room.start();
      await report(
        room,
        deployment({ id: 'd1', firstReceivedAt: '2026-11-20T11:00:01Z' }),
      );
      const { assessments, decisions } = await settled(knex);
      expect(Boolean(assessments[0].backfill)).toBe(true);
      expect(decisions[0].mode).toBe('backfill');
      expect(events.publish).not.toHaveBeenCalled();
    });

    it('records an unknown risk with the reason after five failed tries', async () => {
      const { knex, world, createRoom, report } = await setUp();
      const room = createRoom();
      const failing = deployment({ id: 'd1', requestedAt: 'not a time' });
      await report(room, failing);
      await knex('risk_queue').update({ attempts: 4 });
      world.deployments.set('d1', failing);
      world.getDeployment = async () =>
        Object.create(deployment({ id: 'd1' }), {
          sha: {
            get: failingOnce(
              () => new Error('revision cannot be read'),
              'f'.repeat(40),
            ),
          },
        });
      room.start();

      const { assessments, decisions } = await settled(knex);
      expect(assessments).toMatchObject([
        {
          band: 'unknown',
          unknown_reason: 'scoring failed 5 times: revision cannot be read',
        },
      ]);
      expect(decisions[0].outcome).toBe('needs_approval');
    });

    it('scores imported changes, and assesses the newest of a component without deployments', async () => {
      const { knex, world, createRoom } = await setUp();
      world.facts = Array.from({ length: 450 }, (_, index) =>
        commit({
          sha: `c${index}`,
          la: index,
          committedAt: new Date(NOW.getTime() - index * 60_000).toISOString(),
        }),
      );
      const room = createRoom();
      room.start();
      room.service.onFactsStored('shop/payments', [ENTITY]);

      await waitFor(async () => {
        const [{ n }] = await knex('risk_assessment').count({ n: '*' });
        expect(Number(n)).toBe(60);
      });
      const [{ n }] = await knex('change_risk').count({ n: '*' });
      expect(Number(n)).toBe(450);
      const trend = await room.reader.getTrend({
        components: [ENTITY],
        days: 90,
      });
      expect(trend).toHaveLength(60);
      expect(trend.at(-1)?.sha).toBe('c0');
    });

    it('scores all changes again when another model takes over, and keeps what was assessed', async () => {
      const { knex, world, createRoom } = await setUp();
      world.facts = Array.from({ length: 230 }, (_, index) =>
        commit({
          sha: `c${index}`,
          la: index,
          committedAt: new Date(NOW.getTime() - index * 60_000).toISOString(),
        }),
      );
      const model = exampleModel();
      const room = createRoom(model);
      await room.start();
      room.service.onFactsStored('shop/payments', [ENTITY]);
      await waitFor(async () => {
        expect(await knex('risk_assessment')).toHaveLength(60);
      });
      const before = await room.reader.annotateChanges('shop/payments', ['c9']);
      const assessed = await knex('risk_assessment').orderBy('id');

      const next = exampleRiskModel({ calibrator: { kind: 'none' } });
      await model.swap(next);
      await waitFor(async () => {
        const hashes = await knex('change_risk').pluck('model_hash');
        expect(hashes).toEqual(Array(230).fill(next.card.hash));
      });
      const after = await room.reader.annotateChanges('shop/payments', ['c9']);
      expect(after.get('c9')).not.toBe(before.get('c9'));
      expect(await knex('risk_assessment').orderBy('id')).toEqual(assessed);
    });
  });
});
