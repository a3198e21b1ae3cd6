import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import showcallerModuleGithub from '@showcaller/backstage-plugin-showcaller-backend-module-github';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import request from 'supertest';
import { signed } from './ingest/__testUtils__/signed';
import { showcallerPlugin } from './plugin';
import { waitFor } from './risk/__fixtures__/waitFor';

jest.setTimeout(120_000);

const PATH = '/repos/shop/payments';
const SHA = 'a'.repeat(40);
const HEAD = 'c'.repeat(40);
const REPOSITORY = {
  full_name: 'Shop/Payments',
  html_url: 'https://github.com/Shop/Payments',
  default_branch: 'main',
};
const daysAgo = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString();

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: { 'github.com/project-slug': 'Shop/Payments' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'pay' },
};

describe('the plugin with GitHub’s API', () => {
  let api: FakeVendorApi;
  beforeEach(async () => {
    api = await FakeVendorApi.start();
  });
  afterEach(() => api.stop());

  async function start() {
    const { server } = await startTestBackend({
      features: [
        showcallerPlugin,
        showcallerModuleGithub,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            integrations: {
              github: [
                { host: 'github.com', apiBaseUrl: api.url, token: 'secret' },
              ],
            },
            showcaller: {
              ownership: { refreshSeconds: 1 },
              github: {
                webhookSecrets: ['the new secret'],
                api: { backfillDays: 365 },
                pullRequestFeedback: 'both',
              },
            },
          },
        }),
        catalogServiceMock.factory({ entities: [component] }),
        mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
      ],
    });
    const client = request(server);
    return {
      client,
      get: async (path: string) =>
        (
          await client
            .get(`/api/showcaller/${path}`)
            .set('Authorization', mockCredentials.user.header())
        ).body,
    };
  }

  it('reads the past of a new component by itself, so that its page is filled on the first day', async () => {
    api.on(`GET ${PATH}`, { body: REPOSITORY });
    api.on(`GET ${PATH}/deployments`, {
      body: [
        {
          id: 7,
          sha: SHA,
          ref: 'main',
          environment: 'production',
          created_at: daysAgo(40),
          payload: {},
        },
      ],
    });
    api.on(`GET ${PATH}/deployments/7/statuses`, {
      body: [
        {
          id: 1,
          state: 'failure',
          environment: 'production',
          created_at: daysAgo(39.9),
          updated_at: daysAgo(39.9),
        },
      ],
    });
    api.on(`GET ${PATH}/actions/runs`, {
      body: {
        workflow_runs: [
          {
            id: 30,
            run_attempt: 1,
            name: 'CI',
            status: 'completed',
            conclusion: 'success',
            head_sha: SHA,
            created_at: daysAgo(41),
            run_started_at: daysAgo(41),
            updated_at: daysAgo(41),
          },
        ],
      },
    });
    api.on(`GET ${PATH}/actions/runs/30/jobs`, { body: { jobs: [] } });
    api.on(`GET ${PATH}/pulls`, { body: [] });
    const { get } = await start();
    const entity = 'component/default/payments';
    await waitFor(async () => {
      expect(await get('delivery/backfills')).toMatchObject([
        {
          entityRef: 'component:default/payments',
          source: 'github',
          status: 'done',
          itemsStored: 3,
          requests: 6,
        },
      ]);
      expect(
        await get(`delivery/entities/${entity}/deployments`),
      ).toMatchObject({
        items: [{ sha: SHA, status: 'failed', tier: 'production' }],
      });
      expect(await get(`delivery/entities/${entity}/runs`)).toMatchObject({
        items: [{ name: 'CI', status: 'success' }],
      });
      // Scored as of then and labelled, so that nobody acts on it.
      expect(await get(`risk/entities/${entity}`)).toMatchObject({
        latest: { backfill: true },
        decision: { mode: 'backfill' },
      });
    }, 60_000);
    expect(await get('ingest/sources')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          source: 'github-api',
          configured: true,
          mapped: 3,
          dead: 0,
        }),
      ]),
    );
  });

  it('tells a pull request that a webhook opened its risk', async () => {
    api.on(`GET ${PATH}`, { body: REPOSITORY });
    for (const list of ['deployments', 'pulls']) {
      api.on(`GET ${PATH}/${list}`, { body: [] });
    }
    api.on(`GET ${PATH}/actions/runs`, { body: { workflow_runs: [] } });
    api.on('GET /user', { body: { login: 'portal' } });
    api.on(`GET ${PATH}/issues/5/comments`, { body: [] });
    api.on(`POST ${PATH}/issues/5/comments`, received => {
      const { body } = received.body as { body: string };
      api.on(`GET ${PATH}/issues/5/comments`, {
        body: [{ id: 1, body, user: { login: 'portal' } }],
      });
      return { status: 201, body: { id: 1 } };
    });
    api.on(`GET ${PATH}/commits/${HEAD}/statuses`, { body: [] });
    api.on(`POST ${PATH}/statuses/${HEAD}`, received => {
      api.on(`GET ${PATH}/commits/${HEAD}/statuses`, { body: [received.body] });
      return { status: 201, body: {} };
    });
    const { client, get } = await start();
    await waitFor(async () =>
      expect(await get('delivery/backfills')).toMatchObject([
        { status: 'done' },
      ]),
    );
    const now = new Date().toISOString();
    const body = JSON.stringify({
      action: 'opened',
      repository: REPOSITORY,
      pull_request: {
        number: 5,
        title: 'Ping @everybody <b>now</b>',
        html_url: 'https://github.com/Shop/Payments/pull/5',
        user: { login: 'jane' },
        head: { sha: HEAD, ref: 'topic' },
        base: { sha: SHA, ref: 'main' },
        created_at: now,
        updated_at: now,
        additions: 900,
        deletions: 10,
        changed_files: 12,
      },
    });
    const sent = await client
      .post('/api/showcaller/webhooks/github')
      .set(signed(body, { event: 'pull_request' }))
      .send(body);
    expect(sent.status).toBe(202);
    await waitFor(async () => {
      const { items } = await get('risk/pull-requests');
      expect(
        items.map((item: { publisher: string; status: string }) => [
          item.publisher,
          item.status,
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['github-check', 'published'],
          ['github-comment', 'published'],
        ]),
      );
    }, 30_000);
    const writes = api.requests.filter(({ method }) => method !== 'GET');
    expect(writes).toHaveLength(2);
    const comment = writes.find(({ path }) => path.includes('/issues/'));
    expect(comment?.body).toMatchObject({
      body: expect.stringMatching(/### Risk 0\.\d\d .*went wrong/s),
    });
    expect(JSON.stringify(comment?.body)).not.toMatch(/jane|@everybody/);
  });
});
