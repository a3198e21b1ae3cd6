import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import github from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import {
  SECRET,
  webhooksOf,
  type SignedWebhook,
} from './__fixtures__/githubWebhooks';
import { showcallerPlugin } from './plugin';
import { waitFor } from './risk/__fixtures__/waitFor';

jest.setTimeout(120_000);

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: {
      'github.com/project-slug': 'shop/payments',
      'showcaller.io/strategy': 'by_risk',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'pay' },
};
const PAGE = '/api/showcaller/risk/entities/component/default/payments';

const now = Date.now();
const deliveries = [3, 40, 5_000].map((linesAdded, index) => ({
  number: index + 1,
  repository: 'shop/payments',
  sha: `${index + 1}`.repeat(40),
  linesAdded,
  at: new Date(now - (3 - index) * 120_000),
}));

describe('from signed GitHub webhooks to the page of a component', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function start(
      options: { result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY } = {},
    ) {
      const { result = AuthorizeResult.ALLOW } = options;
      const knex = await databases.init(databaseId);
      const { server } = await startTestBackend({
        features: [
          showcallerPlugin,
          github,
          catalogServiceMock.factory({ entities: [component] }),
          mockServices.database.factory({ knex }),
          mockServices.permissions.factory({ result }),
          mockServices.rootConfig.factory({
            data: { showcaller: { github: { webhookSecrets: [SECRET] } } },
          }),
        ],
      });
      const client = request(server);
      const post = ({ headers, body }: SignedWebhook) =>
        client.post('/api/showcaller/webhooks/github').set(headers).send(body);
      const get = (path: string) =>
        client.get(path).set('Authorization', mockCredentials.user.header());
      return { knex, client, post, get };
    }

    /** What the product concluded, without ids and times of processing. */
    async function conclusions(knex: Knex) {
      await waitFor(async () => {
        const [raw] = await knex('ci_raw_event')
          .where({ status: 'pending' })
          .count({ n: '*' });
        const [queued] = await knex('risk_queue').count({ n: '*' });
        expect([Number(raw.n), Number(queued.n)]).toEqual([0, 0]);
      });
      const assessments = await knex('risk_assessment')
        .where({ current: true })
        .orderBy('deployment_id')
        .select(
          'deployment_id',
          'sha',
          'previous_sha',
          'margin',
          'inputs_hash',
        );
      const decisions = await knex('gate_decision')
        .join('risk_assessment', 'risk_assessment.id', 'assessment_id')
        .where({ current: true })
        .orderBy('gate_decision.deployment_id')
        .select('outcome', 'strategy', 'success_probability', 'explanation');
      const deployments = await knex('deployment')
        .orderBy('id')
        .select('id', 'sha', 'status', 'entity_ref', 'requested_at');
      return { assessments, decisions, deployments };
    }

    it('shows the risk, its contributions and the decision', async () => {
      const { post, get } = await start();
      for (const webhook of webhooksOf(deliveries[2])) {
        expect((await post(webhook)).status).toBe(202);
      }

      await waitFor(async () => {
        const { body } = await get(PAGE);
        expect(body).toMatchObject({
          latest: {
            subject: { deploymentId: 'shop/payments#deployment-3' },
            probability: expect.any(Number),
            interval: { low: expect.any(Number), high: expect.any(Number) },
            backfill: false,
          },
          decision: {
            outcome: expect.any(String),
            rule: { strategyTable: 'by_risk' },
            mode: 'enforced',
          },
          deploymentStatus: 'succeeded',
        });
        const lines = body.latest.signals.find(
          ({ name }: { name: string }) => name === 'la',
        );
        expect(lines).toMatchObject({
          value: 5_000,
          source: 'pull request webhook',
          contribution: expect.any(Number),
        });
        expect(lines.contribution).toBeGreaterThan(0);
      });
    });

    it('concludes the same from duplicates in any order', async () => {
      const webhooks = deliveries.flatMap(webhooksOf);
      const inOrder = await start();
      for (const webhook of webhooks) {
        await inOrder.post(webhook);
      }
      const expected = await conclusions(inOrder.knex);
      expect(expected.assessments).toHaveLength(3);

      const thrice = [...webhooks, ...webhooks, ...webhooks].map(webhook => ({
        ...webhook,
        headers: { ...webhook.headers, 'x-github-delivery': randomUUID() },
      }));
      const [shuffled] = fc.sample(
        fc.shuffledSubarray(thrice, { minLength: thrice.length }),
        { numRuns: 1, seed: 7 },
      );
      const outOfOrder = await start();
      for (const webhook of shuffled) {
        await outOfOrder.post(webhook);
      }
      await waitFor(async () => {
        expect(await conclusions(outOfOrder.knex)).toEqual(expected);
      });
    });

    it('refuses a webhook with an altered byte and processes nothing', async () => {
      const { knex, post } = await start();
      const [webhook] = webhooksOf(deliveries[0]);
      const response = await post({
        ...webhook,
        body: webhook.body.replace('closed', 'opened'),
      });
      expect(response.status).toBe(403);
      await expect(knex('ci_raw_event')).resolves.toEqual([]);
    });

    it('answers 404, 403 and 401 to those who may not see a risk', async () => {
      const { client, get } = await start();
      const unknown = await get(PAGE.replace('payments', 'nobody'));
      expect(unknown.status).toBe(404);
      expect(unknown.body.error.message).toContain('component:default/nobody');
      const nobody = await client
        .get(PAGE)
        .set('Authorization', mockCredentials.none.header());
      expect(nobody.status).toBe(401);
      const denied = await start({ result: AuthorizeResult.DENY });
      expect((await denied.get(PAGE)).status).toBe(403);
    });
  });
});
