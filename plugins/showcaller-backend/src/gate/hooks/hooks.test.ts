import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import request from 'supertest';
import { openDatabase } from '../../database/openDatabase';
import { deployment } from '../../risk/__fixtures__/deployment';
import { createGate, question, revisions } from '../__testUtils__/createGate';
import { flaggerHooks } from './flagger';

jest.setTimeout(60_000);

const TOKEN = 'flagger-secret';

describe('rollout tools', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const running: Array<Awaited<ReturnType<typeof createGate>>> = [];

  afterEach(async () => {
    for (const { room } of running.splice(0)) {
      await room.stop();
    }
  });

  async function setUp(
    options: Partial<Parameters<typeof createGate>[0]> = {},
    { measured = true } = {},
  ) {
    const knex = await openDatabase({
      database: mockServices.database({
        knex: await databases.init('SQLITE_3'),
      }),
    });
    const gate = await createGate({
      knex,
      config: { flaggerToken: TOKEN },
      ...options,
    });
    running.push(gate);
    if (measured) {
      gate.gate.addFactSource({
        id: 'a canary that is looked at',
        paths: ['canary.*'],
        read: async () => ({ 'canary.error_rate': { value: 0.001 } }),
      });
    }
    const client = request(gate.app);
    const as = mockCredentials.user.header();
    const post = (path: string, body: object) =>
      client.post(`/gate/${path}`).set('Authorization', as).send(body);
    const get = (path: string) =>
      client.get(`/gate/${path}`).set('Authorization', as);
    const hook = (name: string, metadata: object = {}, more: object = {}) =>
      client.post(`/gate/hooks/flagger/${name}`).send({
        name: 'payments',
        namespace: 'production',
        phase: 'Progressing',
        checksum: '85d557f47b',
        metadata: { token: TOKEN, sha: revisions.small, ...metadata },
        ...more,
      });
    return { ...gate, knex, client, post, get, hook };
  }

  describe('Argo Rollouts', () => {
    const step = (fields: object = {}) => ({
      entityRef: 'component:default/payments',
      environment: 'production',
      canaryHash: '6f7d8c',
      step: 25,
      sha: revisions.small,
      ...fields,
    });

    it('waits while nobody knows how the canary does', async () => {
      const { post } = await setUp({}, { measured: false });
      const { body } = await post('canary/verdict', step());
      expect(body).toMatchObject({
        verdict: 'pending',
        status: 'INCONCLUSIVE',
      });
    });

    it('reads one word of an evaluation', async () => {
      const { post, get } = await setUp();
      const asked = await post('evaluations?wait=20s', question());
      const { status, body } = await get(`canary/${asked.body.id}/verdict`);
      expect(status).toBe(200);
      expect(body).toEqual({
        verdict: 'pass',
        value: 1,
        status: 'ALLOW',
        evaluationId: asked.body.id,
        explanation: expect.any(String),
        evidenceUrl: expect.any(String),
      });
    });

    it('is no error while nothing is decided', async () => {
      const { post, get } = await setUp({ stalled: true });
      const asked = await post('evaluations', question());
      const { status, body } = await get(`canary/${asked.body.id}/verdict`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ verdict: 'pending', value: 0.5 });
    });

    it('asks once about a step of a canary', async () => {
      const { post, knex } = await setUp();
      const first = await post('canary/verdict', step());
      expect(first.body).toMatchObject({ verdict: 'pass' });
      const again = await post('canary/verdict', step({ step: '25' }));
      expect(again.body.evaluationId).toBe(first.body.evaluationId);
      const next = await post('canary/verdict', step({ step: 50 }));
      expect(next.body.evaluationId).not.toBe(first.body.evaluationId);
      await expect(
        knex('gate_evaluation').orderBy('id').pluck('stage'),
      ).resolves.toEqual(['canary-25', 'canary-50']);
    });

    it('need not know the revision when a deployment of it was told', async () => {
      const { post, knex } = await setUp({
        deployments: [
          deployment({
            id: 'running',
            sha: revisions.small,
            environment: 'production',
          }),
        ],
      });
      const asked = await post('canary/verdict', step({ sha: undefined }));
      expect(asked.body.verdict).toBe('pass');
      await expect(knex('gate_evaluation').pluck('sha')).resolves.toEqual([
        revisions.small,
      ]);
      const other = await post(
        'canary/verdict',
        step({ sha: undefined, environment: 'staging' }),
      );
      expect(other.status).toBe(400);
      expect(other.body.error.message).toContain('must be given as sha');
    });
  });

  describe('Flagger', () => {
    it.each([
      ['confirm-rollout', 'pre-deploy'],
      ['pre-rollout', 'pre-deploy'],
      ['rollout', 'canary-20'],
      ['confirm-traffic-increase', 'canary-20'],
      ['confirm-promotion', 'canary-100'],
      ['post-rollout', 'post-deploy'],
    ])('goes on at %s when the gate says yes', async (name, stage) => {
      const { hook, knex } = await setUp();
      const { status, body } = await hook(name, { weight: '20' });
      expect([status, body.verdict]).toEqual([200, 'pass']);
      await expect(knex('gate_evaluation').pluck('stage')).resolves.toEqual([
        stage,
      ]);
    });

    it('does not go on when the gate says no, or nothing', async () => {
      const { hook } = await setUp();
      const no = await hook('confirm-rollout', { sha: revisions.large });
      expect([no.status, no.body.verdict]).toEqual([403, 'fail']);
      const stalled = await setUp({ config: {}, stalled: true });
      expect((await stalled.hook('confirm-rollout')).status).toBe(401);
    });

    it('asks once per rollout and step', async () => {
      const { hook, knex } = await setUp();
      await hook('confirm-rollout');
      await hook('pre-rollout');
      await hook('confirm-rollout', {}, { checksum: 'another' });
      await expect(knex('gate_evaluation')).resolves.toHaveLength(2);
    });

    it('does not roll back because something is not allowed to go on', async () => {
      const { hook } = await setUp({}, { measured: false });
      const { status, body } = await hook('rollback', {
        sha: revisions.large,
      });
      expect([status, body.verdict]).toEqual([403, 'pending']);
    });

    it.each([
      ['a rule that holds', { truth: 'true' }, true],
      ['a rule that may hold', { truth: 'unknown' }, false],
      ['a rule that waits', { truth: 'true', waitsFor: '2 more' }, false],
    ] as const)('rolls back for %s', (_what, rule, expected) => {
      const evaluation = {
        verdict: 'fail',
        matchedRules: [{ actions: [{ name: 'rollback', args: {} }], ...rule }],
      } as unknown as GateEvaluation;
      expect(flaggerHooks.rollback.proceeds(evaluation)).toBe(expected);
    });

    it('rolls back what a person rejected', () => {
      const evaluation = {
        matchedRules: [],
        approvals: { state: 'rejected' },
      } as unknown as GateEvaluation;
      expect(flaggerHooks.rollback.proceeds(evaluation)).toBe(true);
    });

    it('may tell of events', async () => {
      const { hook, knex } = await setUp();
      const { status, body } = await hook('event');
      expect([status, body]).toEqual([200, { accepted: true }]);
      await expect(knex('gate_evaluation')).resolves.toEqual([]);
    });

    it('is refused without its secret, on record', async () => {
      const { hook, audited } = await setUp();
      for (const token of ['wrong', '', undefined]) {
        const { status, body } = await hook('confirm-rollout', { token });
        expect(status).toBe(401);
        expect(body.error.message).toContain('flaggerToken');
      }
      expect(audited.map(({ action }) => action)).toEqual([
        'gate.refused',
        'gate.refused',
        'gate.refused',
      ]);
    });

    it('may come with credentials of the portal instead', async () => {
      const { client } = await setUp();
      const { status } = await client
        .post('/gate/hooks/flagger/confirm-rollout')
        .set('Authorization', mockCredentials.user.header())
        .send({
          name: 'payments',
          namespace: 'production',
          metadata: { sha: revisions.small },
        });
      expect(status).toBe(200);
    });

    it('is told which hooks there are', async () => {
      const { hook } = await setUp();
      const { status, body } = await hook('constructor');
      expect(status).toBe(404);
      expect(body.error.message).toContain('confirm-traffic-increase');
    });
  });

  describe('Spinnaker', () => {
    it('finds the address to ask again in Location, and the word in $.status', async () => {
      const { post, get } = await setUp();
      const asked = await post('evaluations', {
        ...question({ source: 'spinnaker' }),
      });
      expect(asked.status).toBe(202);
      expect(asked.body.status).toBe('PENDING');
      const { origin, pathname } = new URL(asked.headers.location);
      expect(origin).toBe('https://backend.example.com');
      const answer = await get(`${pathname.replace('/gate/', '')}?wait=20s`);
      expect(answer.status).toBe(200);
      expect(answer.body.status).toBe('ALLOW');
    });
  });
});
