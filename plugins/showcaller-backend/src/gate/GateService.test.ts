import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  EnvironmentTier,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { AuditAppend } from '../audit/types';
import { openDatabase } from '../database/openDatabase';
import type { NewAssessment } from '../risk/types';
import { GateService, type PreparedDecision } from './GateService';
import type { PolicyFactSource } from './types';

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

function scored(of: RiskAssessment): NewAssessment {
  return {
    assessment: of,
    subjectKey: 'shop/payments#deployment-1',
    featuresHash: '',
    inputsHash: '',
    awaitsFacts: false,
    authors: ['a'.repeat(64)],
    newestCommitAt: '2026-11-20T07:00:00.000Z',
  };
}

describe('GateService', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp(
      strategyTable: string = 'canary',
      sources: PolicyFactSource[] = [],
    ) {
      const knex = await openDatabase({
        database: mockServices.database({
          knex: await databases.init(databaseId),
        }),
      });
      const audited: AuditAppend[] = [];
      const gate = GateService.create({
        knex,
        sources,
        audit: {
          async append(entry) {
            audited.push(entry);
            return {
              seq: audited.length,
              at: '',
              actor: entry.actor,
              action: entry.action,
              subject: entry.subject,
            };
          },
        },
        ownership: {
          dependentsOf: () => ['component:default/cart'],
          getComponent: entityRef => ({
            entityRef,
            environments: new Map(),
            strategyTable,
            annotations: {},
          }),
        },
        now: () => new Date('2026-11-20T10:00:02Z'),
      });
      const decide = async (of: RiskAssessment) => {
        const prepared = await gate.prepare(scored(of));
        await knex.transaction(tx => gate.decide(prepared, tx));
        return prepared.decision;
      };
      const store = (prepared: PreparedDecision) =>
        knex.transaction(tx => gate.decide(prepared, tx));
      return { gate, decide, store, audited };
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
          policy: 'built-in',
          strategyTable: 'canary',
          location: expect.objectContaining({ line: expect.any(Number) }),
        },
        evaluationId: undefined,
        stage: 'pre-deploy',
        matchedRules: [
          expect.objectContaining({
            name: 'block_high_risk_prod',
            truth: 'true',
          }),
        ],
        approvals: { count: 1 },
        subjectHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        failedOpen: undefined,
        expiresAt: undefined,
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

    it('keeps the facts that were decided on, with reasons for those that are not known', async () => {
      const { gate, decide } = await setUp('canary', [
        {
          id: 'broken',
          paths: ['sbom.present', 'sbom.*'],
          read: async () => {
            throw new Error('out of paper');
          },
        },
        {
          id: 'late',
          paths: ['coverage.delta'],
          read: () => new Promise(() => undefined),
        },
      ]);
      const { id } = await decide(assessment({ probability: 0.25 }));
      await expect(gate.getFacts(id)).resolves.toMatchObject({
        risk_score: { value: 0.25 },
        success_probability: { value: 0.75 },
        env: { value: 'production' },
        env_name: { value: 'payments-prod' },
        stage: { value: 'pre-deploy' },
        'risk.impact': { value: expect.closeTo(0.2, 10) },
        'service.tier': { missingReason: 'the catalog tells no tier' },
        'change.authors': { value: 1 },
        'change.age_hours': { value: 3 },
        'sbom.present': { missingReason: 'broken failed: out of paper' },
        'coverage.delta': {
          missingReason: 'late gave no answer within 3 s',
        },
      });
      await expect(gate.getAuthors(id)).resolves.toEqual(['a'.repeat(64)]);
    });

    it('notes a decision in the audit log with what proves it', async () => {
      const { decide, audited } = await setUp();
      const { id, subjectHash } = await decide(
        assessment({ probability: 0.9 }),
      );
      expect(audited).toMatchObject([
        {
          actor: 'showcaller',
          action: 'gate.decided',
          subject: `decision:${id}`,
          data: { outcome: 'block', rule: 'block_high_risk_prod', subjectHash },
        },
      ]);
    });

    it('keeps the first decision of an assessment', async () => {
      const { gate, decide, audited } = await setUp();
      const first = await decide(assessment({ probability: 0.9 }));
      await decide(assessment({ probability: 0.1 }));
      expect(audited).toHaveLength(1);
      const decisions = await gate.getByAssessments(['assessment-1']);
      expect(decisions.get('assessment-1')).toMatchObject({
        id: first.id,
        outcome: 'block',
      });
    });

    it('does not hold back a deployment whose pipeline had asked and was let through', async () => {
      const { gate, store } = await setUp();
      const risky = assessment({ probability: 0.9 });
      const { subject } = risky;
      if (subject.kind !== 'deployment') {
        throw new Error('not a deployment');
      }
      const { environment, tier, repository, sha } = subject;
      const asked = await gate.prepareSubject(
        {
          entityRef: risky.entityRef,
          environment,
          tier,
          repository,
          sha,
          stage: 'pre-deploy',
          evaluationId: '01K000000000000000000ASKED',
          assessment: { ...risky, id: 'asked' },
          at: risky.occurredAt,
        },
        { mode: 'enforced' },
      );
      let status: 'BLOCK' | 'ALLOW' = 'BLOCK';
      gate.setStatusOf(async () => ({ status, reason: 'bob approved it.' }));
      expect((await gate.prepare(scored(risky))).decision.outcome).toBe(
        'block',
      );
      await store(asked);
      expect((await gate.prepare(scored(risky))).decision.outcome).toBe(
        'block',
      );
      status = 'ALLOW';
      const { decision } = await gate.prepare(scored(risky));
      expect(decision).toMatchObject({
        outcome: 'allow',
        strategy: 'canary',
        rule: { name: 'let_through_before' },
        explanation:
          'It was let through when its pipeline asked: bob approved it.',
      });
      expect(decision.approvals).toBeUndefined();
      expect(decision.matchedRules[0].name).toBe('block_high_risk_prod');
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
