import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  EnvironmentTier,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import { openDatabase } from '../database/openDatabase';
import { GateService } from './GateService';

jest.setTimeout(60_000);

function assessment(options: {
  probability?: number;
  tier?: EnvironmentTier;
  backfill?: boolean;
}): RiskAssessment {
  const { probability, tier = 'production', backfill = false } = options;
  return {
    id: 'assessment-1',
    entityRef: 'component:default/payments',
    subject: {
      kind: 'deployment',
      deploymentId: 'shop/payments#deployment-1',
      repository: 'shop/payments',
      sha: 'b2',
      previousSha: 'a1',
      environment: 'payments-prod',
      tier,
    },
    probability,
    band: 'unknown',
    baseMargin: 0,
    signals: [],
    commitCount: 1,
    model: {
      id: 'example',
      version: '1',
      hash: 'f'.repeat(64),
      schemaHash: 'e'.repeat(64),
      runtime: 'typescript',
    },
    occurredAt: '2026-11-20T10:00:00Z',
    scoredAt: '2026-11-20T10:00:01Z',
    backfill,
  };
}

describe('GateService', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp(strategyTable: string = 'canary') {
      const knex = await openDatabase({
        database: mockServices.database({
          knex: await databases.init(databaseId),
        }),
      });
      const gate = GateService.create({
        knex,
        ownership: {
          getComponent: entityRef => ({
            entityRef,
            environments: new Map(),
            strategyTable,
            annotations: {},
          }),
        },
        now: () => new Date('2026-11-20T10:00:02Z'),
      });
      const decide = (of: RiskAssessment) =>
        knex.transaction(tx => gate.decide(of, tx));
      return { gate, decide };
    }

    it.each([
      [0.7, 'production', 'canary', 'allow', 'canary', 'start_rollout'],
      [
        0.71,
        'production',
        'canary',
        'block',
        undefined,
        'block_high_risk_prod',
      ],
      [0.71, 'staging', 'by_risk', 'allow', 'canary', 'start_rollout'],
      [0.41, 'production', 'by_risk', 'allow', 'blue-green', 'start_rollout'],
      [0.4, 'production', 'by_risk', 'allow', 'rolling', 'start_rollout'],
      [
        undefined,
        'production',
        'canary',
        'needs_approval',
        undefined,
        'ask_on_unknown_risk_prod',
      ],
    ] as const)(
      'decides a risk of %s in %s with the table %s: %s %s by %s',
      async (probability, tier, table, outcome, strategy, rule) => {
        const { decide } = await setUp(table);
        const decision = await decide(assessment({ probability, tier }));
        expect(decision).toMatchObject({ outcome, rule: { name: rule } });
        expect(decision.strategy).toBe(strategy);
      },
    );

    it('stores a decision with all that went into it', async () => {
      const { gate, decide } = await setUp();
      const decided = await decide(assessment({ probability: 0.9 }));
      await expect(gate.get(decided.id)).resolves.toEqual({
        id: decided.id,
        assessmentId: 'assessment-1',
        deploymentId: 'shop/payments#deployment-1',
        entityRef: 'component:default/payments',
        environment: 'payments-prod',
        tier: 'production',
        outcome: 'block',
        strategy: undefined,
        onApproval: { strategy: 'canary', ladder: 'full' },
        successProbability: expect.closeTo(0.1, 10),
        rule: {
          name: 'block_high_risk_prod',
          description: expect.any(String),
          policy: 'default',
          strategyTable: 'canary',
        },
        policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        modelHash: 'f'.repeat(64),
        inputs: {
          risk: 0.9,
          env: 'production',
          env_name: 'payments-prod',
          strategy_table: 'canary',
          backfill: false,
          sha: 'b2',
          previous_sha: 'a1',
        },
        explanation: decided.explanation,
        mode: 'enforced',
        decidedAt: '2026-11-20T10:00:02.000Z',
      });
    });

    it('keeps the first decision of an assessment', async () => {
      const { gate, decide } = await setUp();
      const first = await decide(assessment({ probability: 0.9 }));
      await decide(assessment({ probability: 0.1 }));
      const decisions = await gate.getByAssessments(['assessment-1']);
      expect(decisions.get('assessment-1')).toMatchObject({
        id: first.id,
        outcome: 'block',
      });
    });

    it('says that an unknown strategy table was not used', async () => {
      const { decide } = await setUp('big-bang');
      const decision = await decide(assessment({ probability: 0.1 }));
      expect(decision).toMatchObject({
        strategy: 'canary',
        rule: { strategyTable: 'canary' },
        inputs: { strategy_table: 'big-bang' },
        explanation: expect.stringContaining(
          "showcaller.io/strategy says 'big-bang', which is no strategy table (known are: canary, by_risk), so canary was used",
        ),
      });
    });

    it('only says what it would have decided about what was reported late', async () => {
      const { decide } = await setUp();
      const decision = await decide(
        assessment({ probability: 0.9, backfill: true }),
      );
      expect(decision).toMatchObject({ mode: 'backfill', outcome: 'block' });
    });
  });
});
