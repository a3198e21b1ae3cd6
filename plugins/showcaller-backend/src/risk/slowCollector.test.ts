import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../database/openDatabase';
import { GateService } from '../gate/GateService';
import { commit } from './__fixtures__/commit';
import { deployment } from './__fixtures__/deployment';
import { exampleModel } from './__fixtures__/exampleModel';
import { ownershipOf } from './__fixtures__/ownershipOf';
import { waitFor } from './__fixtures__/waitFor';
import { createFeatureRoom } from './features/__fixtures__/createFeatureRoom';
import type { FeatureCollector } from './features/FeatureCollector';
import { RiskRoom, type RiskRoomOptions } from './RiskRoom';

jest.setTimeout(60_000);

const ENTITY = 'component:default/payments';

/** Answers never, like a vendor that is out of order. */
const hanging: FeatureCollector = {
  id: 'a vendor',
  features: ['budgetleft', 'perfdelta'],
  collect: () => new Promise(() => undefined),
};

describe('a collector that hangs', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'leaves a hole in a score that arrives in under 5 s, and is asked again, on %s',
    async databaseId => {
      const knex = await openDatabase({
        database: mockServices.database({
          knex: await databases.init(databaseId),
        }),
      });
      const ownership = ownershipOf(ENTITY);
      const reported = deployment({ id: 'd1' });
      const features = createFeatureRoom({
        knex,
        ownership,
        getRange: async () => ({
          commits: [commit({ sha: 'c1' })],
          withoutFacts: 0,
        }),
        now: () => new Date(),
      });
      const room = RiskRoom.create({
        knex,
        logger: mockServices.logger.mock(),
        model: exampleModel(),
        delivery: {
          getDeployment: async () => reported,
          getPreviousDeployment: async () => undefined,
          getChange: async () => undefined,
          countDeployments: async () => new Map(),
          hasActivity: async () => false,
          getStatuses: async () => new Map(),
        },
        facts: { getFacts: async () => undefined, listFacts: async () => [] },
        collectors: [...features.collectors, hanging],
        outcomes: { of: async () => new Map() },
        ownership,
        gate: GateService.create({ knex, ownership }),
        access: {} as RiskRoomOptions['access'],
      });
      try {
        await room.start();
        const begun = performance.now();
        await knex.transaction(tx =>
          room.service.onDeploymentsChanged(['d1'], tx),
        );
        await waitFor(async () => {
          await expect(knex('gate_decision')).resolves.toHaveLength(1);
        });
        expect(performance.now() - begun).toBeLessThan(5000);

        const [row] = await knex('risk_assessment');
        const signals = new Map(
          JSON.parse(row.signals).map(
            (signal: { name: string; missingReason?: string }) => [
              signal.name,
              signal,
            ],
          ),
        );
        expect(row.margin).not.toBeNull();
        expect(signals.get('la')).toMatchObject({ value: 20 });
        expect(signals.get('budgetleft')).toMatchObject({
          missingReason:
            'no service level objective is defined for this service; a vendor gave no answer within 3 s',
        });
        await expect(knex('risk_queue')).resolves.toMatchObject([
          {
            deployment_id: 'd1',
            reason: 'some signals were not known yet',
            claimed_by: null,
          },
        ]);
      } finally {
        await room.stop();
      }
    },
  );
});
