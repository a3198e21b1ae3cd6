import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHmac, randomUUID } from 'node:crypto';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import github from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import fc from 'fast-check';
import type { Knex } from 'knex';
import request from 'supertest';
import { showcallerPlugin } from './plugin';
import { waitFor } from './risk/__fixtures__/waitFor';

jest.setTimeout(120_000);

const SECRET = 'a secret of the tests';
const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend',
    '../../../shared/data/webhooks/github',
  ),
);

/** GitHub's own examples beside the repository; none where that folder is absent. */
const payloads = (existsSync(folder) ? readdirSync(folder) : [])
  .filter(name => name.endsWith('.json') && !/SCHEMA|COMPOSED/.test(name))
  .map(name => ({
    event: name.split('.')[0],
    body: readFileSync(path.join(folder, name), 'utf8'),
  }));

/** Columns that tell when something arrived. */
const ARRIVAL = new Set<string>([
  'first_received_at',
  'observed_at',
  'updated_at',
]);

/** What was concluded, without when and as which delivery it arrived. */
async function conclusions(knex: Knex) {
  const rows = await Promise.all(
    ['change', 'pipeline_run', 'task_run', 'deployment', 'artifact'].map(
      async table => [table, await knex(table).orderBy('id')] as const,
    ),
  );
  const events = await knex('ci_event')
    .orderBy('id')
    .select('id', 'type', 'subject_id', 'chain_id');
  const waiting = await knex('unmapped_repository')
    .orderBy('repository')
    .pluck('repository');
  const without = (row: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(row).filter(([column]) => !ARRIVAL.has(column)),
    );
  return {
    events,
    waiting,
    ...Object.fromEntries(
      rows.map(([table, found]) => [table, found.map(without)]),
    ),
  };
}

const describeWithData = payloads.length > 0 ? describe : describe.skip;

describeWithData('GitHub’s own examples, through the whole plugin', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function start(secrets: string[]) {
      const knex = await databases.init(databaseId);
      const { server } = await startTestBackend({
        features: [
          showcallerPlugin,
          github,
          catalogServiceMock.factory({ entities: [] }),
          mockServices.database.factory({ knex }),
          mockServices.rootConfig.factory({
            data: { showcaller: { github: { webhookSecrets: secrets } } },
          }),
        ],
      });
      const post = (payload: (typeof payloads)[number], signature?: string) =>
        request(server)
          .post('/api/showcaller/webhooks/github')
          .set('Content-Type', 'application/json')
          .set('X-GitHub-Event', payload.event)
          .set('X-GitHub-Delivery', randomUUID())
          .set(signature ? { 'X-Hub-Signature-256': signature } : {})
          .send(payload.body);
      const done = (count: number) =>
        waitFor(async () => {
          const statuses = await knex('ci_raw_event').pluck('status');
          expect(statuses).toEqual(Array(count).fill('mapped'));
        });
      return { knex, post, done };
    }

    const sign = (body: string, secret = SECRET) =>
      `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

    it('concludes the same when each arrives three times, in any order', async () => {
      const once = await start([SECRET]);
      for (const payload of payloads) {
        const response = await once.post(payload, sign(payload.body));
        expect(response.status).toBe(202);
      }
      await once.done(payloads.length);
      const expected = await conclusions(once.knex);
      expect(expected.events).toHaveLength(payloads.length);

      const thrice = [...payloads, ...payloads, ...payloads];
      const [shuffled] = fc.sample(
        fc.shuffledSubarray(thrice, { minLength: thrice.length }),
        { numRuns: 1, seed: 11 },
      );
      const often = await start([SECRET]);
      for (const payload of shuffled) {
        const response = await often.post(payload, sign(payload.body));
        expect(response.status).toBe(202);
      }
      await often.done(thrice.length);
      await expect(conclusions(often.knex)).resolves.toEqual(expected);
    });

    it('processes nothing that is altered, wrongly signed or not signed', async () => {
      const { knex, post } = await start([SECRET]);
      for (const payload of payloads) {
        const altered = { ...payload, body: payload.body.replace(':', ' :') };
        const answers = [
          await post(altered, sign(payload.body)),
          await post(payload, sign(payload.body, 'wrong')),
          await post(payload),
        ];
        expect(answers.map(({ status }) => status)).toEqual([403, 403, 401]);
      }
      await expect(knex('ci_raw_event')).resolves.toEqual([]);
      await expect(knex('ci_event')).resolves.toEqual([]);
    });

    it('processes nothing while no secret is configured', async () => {
      const { knex, post } = await start([]);
      for (const payload of payloads) {
        const response = await post(payload, sign(payload.body, ''));
        expect(response.status).toBe(403);
      }
      await expect(knex('ci_raw_event')).resolves.toEqual([]);
    });
  });
});
