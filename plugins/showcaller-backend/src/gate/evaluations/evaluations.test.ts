import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { openDatabase } from '../../database/openDatabase';
import { deployment } from '../../risk/__fixtures__/deployment';
import { waitFor } from '../../risk/__fixtures__/waitFor';
import {
  createGate,
  OWNER,
  PAYMENTS,
  question,
  revisions,
} from '../__testUtils__/createGate';

jest.setTimeout(120_000);

type Gate = Awaited<ReturnType<typeof createGate>>;

describe('evaluations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    const running: Gate[] = [];

    afterEach(async () => {
      for (const { room } of running.splice(0)) {
        await room.stop();
      }
    });

    const database = async () =>
      openDatabase({
        database: mockServices.database({
          knex: await databases.init(databaseId),
        }),
      });

    async function setUp(
      options: Partial<Parameters<typeof createGate>[0]> = {},
    ) {
      const knex = options.knex ?? (await database());
      const gate = await createGate({ ...options, knex });
      running.push(gate);
      const client = request(gate.app);
      const authorization = mockCredentials.user.header();
      const ask = (body: object, query = '', key?: string) => {
        const posted = client
          .post(`/gate/evaluations${query}`)
          .set('Authorization', authorization)
          .send(body);
        return key === undefined ? posted : posted.set('Idempotency-Key', key);
      };
      const get = (path: string) =>
        client.get(`/gate/${path}`).set('Authorization', authorization);
      return { ...gate, knex, client, ask, get };
    }

    it('answers 202 with the place of the evaluation, which is decided a moment later', async () => {
      const { ask, get } = await setUp();
      const asked = await ask(question());
      expect(asked.status).toBe(202);
      expect(asked.headers.location).toBe(
        `https://backend.example.com/gate/evaluations/${asked.body.id}`,
      );
      expect(asked.body).toMatchObject({
        status: 'PENDING',
        verdict: 'pending',
        requestedBy: OWNER,
        source: 'portal',
      });
      await waitFor(async () => {
        const { body } = await get(`evaluations/${asked.body.id}`);
        expect(body).toMatchObject({
          status: 'ALLOW',
          verdict: 'pass',
          strategy: 'canary',
        });
      });
    });

    it('answers 200 with everything about the decision when asked to wait', async () => {
      const { ask, audited } = await setUp({
        deployments: [
          deployment({
            id: 'good',
            sha: '99'.repeat(20),
            environment: 'production',
            status: 'succeeded',
          }),
          deployment({
            id: 'bad',
            sha: '88'.repeat(20),
            environment: 'production',
            status: 'succeeded',
          }),
        ],
      });
      const { status, body } = await ask(
        question({
          sha: revisions.large,
          artifact: { digest: `sha256:${'a'.repeat(64)}` },
        }),
        '?wait=20s',
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: 'BLOCK',
        verdict: 'fail',
        tier: 'production',
        risk: {
          score: expect.any(Number),
          interval: { low: expect.any(Number), high: expect.any(Number) },
          band: 'high',
          confidence: expect.any(Number),
          top: expect.arrayContaining([
            expect.objectContaining({ feature: 'la', value: 5000 }),
          ]),
          missing: expect.arrayContaining([
            expect.objectContaining({ reason: expect.any(String) }),
          ]),
        },
        successProbability: expect.any(Number),
        matchedRules: [
          expect.objectContaining({
            name: 'block_high_risk_prod',
            location: expect.objectContaining({ line: expect.any(Number) }),
            values: expect.arrayContaining([
              expect.objectContaining({ path: 'risk_score' }),
            ]),
          }),
        ],
        rollbackPlan: {
          target: { deploymentId: 'good', sha: '99'.repeat(20) },
          steps: expect.arrayContaining([
            expect.stringContaining('Deploy 99999999 to production again'),
          ]),
          blastRadius: {
            dependents: ['component:default/cart'],
            words: expect.stringContaining('1 that depends on it'),
          },
        },
        policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        expiresAt: expect.any(String),
        evidenceUrl: expect.stringContaining(body.decisionId),
      });
      expect(audited.map(({ action }) => action)).toEqual([
        'gate.evaluation-requested',
        'gate.decided',
      ]);
    });

    it('gives the same evaluation to the same key and body, and refuses another body', async () => {
      const { ask, knex } = await setUp();
      const first = await ask(question(), '?wait=20s', 'run-1');
      const again = await ask(question(), '', 'run-1');
      expect(again.body.id).toBe(first.body.id);
      expect(again.body.status).toBe('ALLOW');
      const other = await ask(
        question({ environment: 'staging' }),
        '',
        'run-1',
      );
      expect(other.status).toBe(409);
      expect(other.body.error.message).toContain('run-1');
      await expect(knex('gate_evaluation')).resolves.toHaveLength(1);
    });

    it('asks a person about an unknown risk, and shows the decision to pages', async () => {
      const { ask, get } = await setUp({ config: { deadlineSeconds: 2 } });
      const { body } = await ask(
        question({ sha: revisions.unknown }),
        '?wait=20s',
      );
      expect(body).toMatchObject({
        status: 'NEEDS_APPROVAL',
        verdict: 'pending',
        risk: { band: 'unknown', unknownReason: expect.any(String) },
      });
      const detail = await get(`decisions/${body.decisionId}/detail`);
      expect(detail.body).toMatchObject({
        status: 'NEEDS_APPROVAL',
        evaluation: { id: body.id },
        assessment: { subject: { kind: 'candidate', evaluationId: body.id } },
        policyFile: { text: expect.stringContaining('rule "ask_on_unknown') },
        audit: [
          { action: 'gate.evaluation-requested' },
          { action: 'gate.decided' },
        ],
        answers: [],
      });
      const listed = await get('entities/component/default/payments/decisions');
      expect(listed.body).toMatchObject({
        totalItems: 1,
        items: [
          {
            evaluationId: body.id,
            status: 'NEEDS_APPROVAL',
            sha: revisions.unknown,
          },
        ],
      });
      const asked = await get(
        'entities/component/default/payments/evaluations',
      );
      expect(asked.body.items).toMatchObject([{ id: body.id }]);
    });

    it.each([
      ['production', 'BLOCK', 'gate_late_closed', undefined],
      ['staging', 'ALLOW', 'gate_late_open', true],
    ] as const)(
      'decides without a late engine in %s: %s',
      async (environment, status, rule, failedOpen) => {
        const { ask, get, audited } = await setUp({
          config: { deadlineSeconds: 0.3 },
        });
        const { body } = await ask(
          question({ environment, sha: revisions.slow }),
          '?wait=20s',
        );
        expect(body.status).toBe(status);
        expect(body.failedOpen).toBe(failedOpen);
        expect(body.risk).toBeUndefined();
        const decision = await get(`decisions/${body.decisionId}`);
        expect(decision.body).toMatchObject({ rule: { name: rule } });
        expect(decision.body.assessmentId).toBeUndefined();
        expect(audited.map(({ action }) => action)).toContain('gate.decided');
      },
    );

    it('is decided by another replica when the one that was asked dies', async () => {
      const knex = await database();
      const dead = await setUp({ knex, stalled: true });
      const { body } = await dead.ask(question());
      const alive = await setUp({ knex });
      const answer = await dead.get(`evaluations/${body.id}?wait=20s`);
      expect(answer.body.status).toBe('ALLOW');
      expect(alive.audited.map(({ action }) => action)).toEqual([
        'gate.decided',
      ]);
    });

    it('decides once however many replicas work', async () => {
      const knex = await database();
      const replicas = [await setUp({ knex }), await setUp({ knex })];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          replicas[index % 2].ask(question(), '?wait=20s'),
        ),
      );
      expect(answers.map(({ body }) => body.status)).toEqual(
        answers.map(() => 'ALLOW'),
      );
      await expect(knex('gate_decision')).resolves.toHaveLength(20);
      await expect(knex('risk_assessment')).resolves.toHaveLength(20);
    });

    it('does not let an answer be used after its time', async () => {
      const { ask, get, clock } = await setUp({ clock: { aheadMs: 0 } });
      const { body } = await ask(question(), '?wait=20s');
      clock.aheadMs = 25 * 3_600_000;
      const later = await get(`evaluations/${body.id}`);
      expect(later.body).toMatchObject({ status: 'BLOCK', verdict: 'fail' });
      expect(later.body.explanation).toContain('ask the gate again');
    });

    it('says of a dry run what would be, and records it as one', async () => {
      const { ask, get } = await setUp();
      const { body } = await ask(
        question({ dryRun: true, sha: revisions.large }),
        '?wait=20s',
      );
      expect(body).toMatchObject({ dryRun: true, status: 'BLOCK' });
      const decision = await get(`decisions/${body.decisionId}`);
      expect(decision.body.mode).toBe('dry-run');
    });

    it('takes facts of the caller into the decision', async () => {
      const { ask, gate } = await setUp();
      const { body } = await ask(
        question({ inputs: { change_ticket: 'CHG-1' } }),
        '?wait=20s',
      );
      await expect(gate.getFacts(body.decisionId)).resolves.toMatchObject({
        'input.change_ticket': { value: 'CHG-1' },
        stage: { value: 'pre-deploy' },
        'calendar.freeze': { value: false },
      });
    });

    it('refuses a question about a repository that is not that of the component', async () => {
      const { ask } = await setUp();
      const { status, body } = await ask(
        question({
          change: { repository: 'shop/cart', sha: revisions.small },
        }),
      );
      expect(status).toBe(400);
      expect(body.error.message).toContain('is built from shop/payments');
    });

    it('lets owners ask, and nobody else without the permission', async () => {
      const { ask, client } = await setUp({ allow: false });
      expect((await ask(question())).status).toBe(202);
      const other = await ask(
        question({
          entityRef: 'component:default/cart',
          change: { repository: 'shop/cart', sha: revisions.small },
        }),
      );
      expect(other.status).toBe(403);
      const nobody = await client
        .post('/gate/evaluations')
        .set('Authorization', mockCredentials.none.header())
        .send(question());
      expect(nobody.status).toBe(401);
    });

    it('answers 404 for what there is not', async () => {
      const { ask, get } = await setUp();
      expect((await get('evaluations/none')).status).toBe(404);
      expect((await get('decisions/none/detail')).status).toBe(404);
      const other = await ask(question({ entityRef: `${PAYMENTS}-2` }));
      expect(other.status).toBe(404);
    });
  });
});
