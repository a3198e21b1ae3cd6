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
import { signed } from '../../ingest/__testUtils__/signed';
import { showcallerPlugin } from '../../plugin';
import { waitFor } from '../../risk/__fixtures__/waitFor';
import { zipOf } from './__testUtils__/zipOf';

jest.setTimeout(120_000);

const SHA = 'a1'.repeat(20);
const RUN = '/repos/shop/payments/actions/runs/42/artifacts';
const ZIP = '/repos/shop/payments/actions/artifacts/7/zip';

describe('the plugin with artifacts of GitHub', () => {
  it('takes the test results of a workflow run as soon as its webhook says that it has ended', async () => {
    const api = await FakeVendorApi.start();
    const storage = await FakeVendorApi.start();
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
              evidence: { artifacts: [{ artifact: 'tests', kind: 'junit' }] },
              github: {
                webhookSecrets: ['the new secret'],
                api: {
                  artifactHosts: [storage.url],
                  artifactPrivateAddresses: true,
                },
              },
            },
          },
        }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'payments',
                namespace: 'default',
                annotations: { 'github.com/project-slug': 'Shop/Payments' },
              },
              spec: { type: 'service', lifecycle: 'production', owner: 'pay' },
            },
          ],
        }),
        mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
      ],
    });
    const get = async (path: string) =>
      (
        await request(server)
          .get(`/api/showcaller/${path}`)
          .set('Authorization', mockCredentials.user.header())
          .expect(200)
      ).body;
    api.on(`GET ${RUN}`, {
      body: {
        artifacts: [
          { id: 7, name: 'tests', workflow_run: { id: 42, head_sha: SHA } },
        ],
      },
    });
    api.on(`GET ${ZIP}`, {
      status: 302,
      headers: { location: `${storage.url}/7` },
    });
    storage.on('GET /7', {
      body: zipOf([
        {
          path: 'unit.xml',
          content: `<testsuite name="s"><testcase classname="c" name="pays"/><testcase classname="c" name="refunds"><failure/></testcase></testsuite>`,
        },
      ]),
    });
    const now = new Date().toISOString();
    const body = JSON.stringify({
      action: 'completed',
      workflow_run: {
        id: 42,
        name: 'CI',
        run_attempt: 1,
        head_sha: SHA,
        head_branch: 'main',
        html_url: 'https://github.com/Shop/Payments/actions/runs/42',
        conclusion: 'failure',
        status: 'completed',
        run_started_at: now,
        updated_at: now,
      },
      repository: {
        full_name: 'Shop/Payments',
        html_url: 'https://github.com/Shop/Payments',
      },
    });
    await request(server)
      .post('/api/showcaller/webhooks/github')
      .set(signed(body, { event: 'workflow_run' }))
      .send(body)
      .expect(202);
    const { items } = await waitFor(async () => {
      const page = await get('evidence/artifacts/runs');
      expect(page.items).toMatchObject([{ status: 'done' }]);
      return page;
    });
    expect(items[0]).toMatchObject({
      source: 'github',
      repository: 'shop/payments',
      sha: SHA,
      runId: '42',
      taken: 1,
      refused: 0,
      files: [
        {
          artifact: 'tests',
          file: 'unit.xml',
          kind: 'junit',
          name: 'tests/unit.xml',
          status: 'taken',
          reason: '2 tests, 1 failed',
        },
      ],
    });
    expect(
      await get('evidence/entities/component/default/payments/tests'),
    ).toMatchObject({ reports: 1 });
    await server.stop();
    await api.stop();
    await storage.stop();
  });
});
