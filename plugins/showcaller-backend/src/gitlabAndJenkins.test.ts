import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import gitlab from '@showcaller/backstage-plugin-showcaller-backend-module-gitlab';
import jenkins from '@showcaller/backstage-plugin-showcaller-backend-module-jenkins';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { showcallerPlugin } from './plugin';
import { waitFor } from './risk/__fixtures__/waitFor';

jest.setTimeout(180_000);

const SIGNING = `whsec_${Buffer.from('a key of 24 bytes.......').toString(
  'base64',
)}`;
const TOKEN = 'the-token-of-jenkins';
const SHA = 'a'.repeat(40);
const HOUR = 3_600_000;

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend',
    '../../../shared/data/webhooks/gitlab',
  ),
);
const payloads = (existsSync(folder) ? readdirSync(folder) : [])
  .filter(name => name.endsWith('.json') && !/SCHEMA|COMPOSED/.test(name))
  .map(name => readFileSync(path.join(folder, name), 'utf8'));
const names: Record<string, string> = {
  build: 'Job Hook',
  deployment: 'Deployment Hook',
  feature_flag: 'Feature Flag Hook',
  merge_request: 'Merge Request Hook',
  pipeline: 'Pipeline Hook',
  push: 'Push Hook',
  tag_push: 'Tag Push Hook',
};

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: {
      'gitlab.com/project-slug': 'Shop/Payments',
      'showcaller.io/jenkins-deploy-jobs': 'deploy=$ENV',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'pay' },
};

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'GitLab and Jenkins through the whole plugin on %s',
  databaseId => {
    let api: FakeVendorApi;
    beforeEach(async () => {
      api = await FakeVendorApi.start();
    });
    afterEach(() => api.stop());

    async function start() {
      const knex = await databases.init(databaseId);
      const { server } = await startTestBackend({
        features: [
          showcallerPlugin,
          gitlab,
          jenkins,
          catalogServiceMock.factory({ entities: [component] }),
          mockServices.database.factory({ knex }),
          mockServices.rootConfig.factory({
            data: {
              app: { baseUrl: 'https://portal.example.com' },
              integrations: {
                gitlab: [
                  {
                    host: 'gitlab.example.com',
                    baseUrl: 'https://gitlab.example.com',
                    apiBaseUrl: `${api.url}/api/v4`,
                    token: 'secret',
                  },
                ],
              },
              showcaller: {
                ownership: { refreshSeconds: 1 },
                gitlab: {
                  webhookSigningSecrets: [SIGNING],
                  api: { host: 'gitlab.example.com' },
                },
                jenkins: { webhookTokens: [TOKEN] },
              },
            },
          }),
        ],
      });
      const sendGitlab = (
        body: string,
        more: { id: string; at?: number; signed?: string },
      ) => {
        const { id, at = Date.now(), signed = body } = more;
        const timestamp = String(Math.floor(at / 1000));
        const signature = createHmac(
          'sha256',
          Buffer.from(SIGNING.slice(6), 'base64'),
        )
          .update(`${id}.${timestamp}.${signed}`)
          .digest('base64');
        return request(server)
          .post('/api/showcaller/webhooks/gitlab')
          .set('Content-Type', 'application/json')
          .set('X-Gitlab-Event', names[JSON.parse(signed).object_kind])
          .set('X-Gitlab-Token', 'not to be stored')
          .set('webhook-id', id)
          .set('webhook-timestamp', timestamp)
          .set('webhook-signature', `v1,${signature}`)
          .send(body);
      };
      const sendJenkins = (body: object, token = TOKEN) =>
        request(server)
          .post(`/api/showcaller/webhooks/jenkins/${token}`)
          .set('Content-Type', 'application/json;charset=UTF-8')
          .send(body);
      const mapped = (count: number) =>
        waitFor(async () => {
          const rows = await knex('ci_raw_event').select('status', 'reason');
          expect(rows.map(({ status }) => status)).toEqual(
            Array(count).fill('mapped'),
          );
        });
      return { knex, sendGitlab, sendJenkins, mapped };
    }

    it('stores and maps every real webhook once, and nothing that is altered, stale or of the future', async () => {
      const { knex, sendGitlab, mapped } = await start();
      for (const [index, body] of payloads.entries()) {
        const id = `delivery-${index}`;
        const statuses = [
          await sendGitlab(body.replace(':', ' :'), { id, signed: body }),
          await sendGitlab(body, { id, at: Date.now() - HOUR }),
          await sendGitlab(body, { id, at: Date.now() + HOUR }),
          await sendGitlab(body, { id }),
          await sendGitlab(body, { id }),
        ].map(({ status }) => status);
        expect(statuses).toEqual([403, 403, 403, 202, 200]);
      }
      await mapped(payloads.length);
      const stored = JSON.stringify(
        await knex('ci_raw_event').select('headers'),
      );
      expect(stored).not.toMatch(/not to be stored|v1,/);
    });

    it('answers a deployment that waits in GitLab, once, whichever webhooks tell of it', async () => {
      const { knex, sendGitlab } = await start();
      const place = '/api/v4/projects/7';
      const deployment = (more: object) => ({
        body: {
          id: 41,
          sha: SHA,
          status: 'blocked',
          environment: { name: 'staging' },
          pending_approval_count: 1,
          approvals: [],
          deployable: { id: 664, status: 'manual' },
          ...more,
        },
      });
      let answer: { status?: string; comment?: string } | undefined;
      let played = false;
      api.on(`GET ${place}/deployments`, { body: [deployment({}).body] });
      api.on(`GET ${place}/deployments/41`, () =>
        deployment(
          answer
            ? {
                status: 'created',
                pending_approval_count: 0,
                approvals: [answer],
                deployable: { id: 664, status: played ? 'pending' : 'manual' },
              }
            : {},
        ),
      );
      api.on(`POST ${place}/deployments/41/approval`, ({ body }) => {
        answer = body as typeof answer;
        return { status: 201, body: {} };
      });
      api.on(`POST ${place}/jobs/664/play`, () => {
        played = true;
        return { body: {} };
      });
      const common = {
        project: {
          id: 7,
          path_with_namespace: 'Shop/Payments',
          web_url: 'https://gitlab.example.com/Shop/Payments',
        },
        user: { id: 3, username: 'jane' },
      };
      const job = {
        ...common,
        object_kind: 'build',
        sha: SHA,
        build_id: 664,
        build_status: 'manual',
        project_id: 7,
        commit: { id: 47 },
        environment: { name: 'staging', action: 'start' },
      };
      const pipeline = {
        ...common,
        object_kind: 'pipeline',
        object_attributes: { id: 47, sha: SHA, status: 'manual' },
        builds: [
          {
            id: 664,
            status: 'manual',
            when: 'on_success',
            environment: { name: 'staging', action: 'start' },
          },
        ],
      };
      const push = {
        ...common,
        object_kind: 'push',
        ref: 'refs/heads/main',
        commits: [
          {
            id: SHA,
            title: 'Pay faster',
            timestamp: new Date().toISOString(),
            author: { email: 'jane@example.com' },
            added: [],
            modified: ['src/pay.ts'],
            removed: [],
          },
        ],
      };
      await sendGitlab(JSON.stringify(push), { id: 'push' });
      await waitFor(async () => expect(await knex('change')).toHaveLength(1));
      // What a clone of the repository tells, which this test has not.
      await knex('change').update({
        files_changed: 1,
        lines_added: 12,
        lines_deleted: 3,
      });
      // The first questions may come before the catalog was read.
      await waitFor(async () => {
        await sendGitlab(JSON.stringify(job), { id: `job-${Date.now()}` });
        expect(await knex('gate_evaluation')).not.toEqual([]);
      });
      await sendGitlab(JSON.stringify(pipeline), { id: 'pipeline' });
      await waitFor(async () => expect(played).toBe(true), 60_000);
      expect(answer).toMatchObject({
        status: 'approved',
        comment: expect.stringContaining('Showcaller: '),
      });
      await waitFor(async () =>
        expect(
          await knex('ci_raw_event').whereNot({ status: 'mapped' }),
        ).toEqual([]),
      );
      expect(await knex('gate_evaluation')).toHaveLength(1);
      expect(api.seen.filter(route => route.startsWith('POST'))).toEqual([
        `POST ${place}/deployments/41/approval`,
        `POST ${place}/jobs/664/play`,
      ]);
    });

    it('takes the notifications of a deploying job of Jenkins for a deployment of the entity that names it', async () => {
      const { knex, sendJenkins, mapped } = await start();
      const at = Date.now() - 60_000;
      const notification = (phase: string, more: object = {}) => ({
        name: 'deploy',
        url: 'job/deploy/',
        build: {
          full_url: 'https://jenkins.example.com/job/deploy/5/',
          number: 5,
          phase,
          timestamp: at,
          duration: 0,
          scm: {
            url: 'https://git.example.com/ops/scripts.git',
            commit: 'b'.repeat(40),
          },
          parameters: { ENV: 'staging', GIT_COMMIT: SHA },
          ...more,
        },
      });
      expect((await sendJenkins(notification('STARTED'), 'wrong')).status).toBe(
        403,
      );
      expect((await sendJenkins(notification('STARTED'))).status).toBe(202);
      expect((await sendJenkins(notification('STARTED'))).status).toBe(200);
      await mapped(1);
      await expect(knex('deployment')).resolves.toMatchObject([
        {
          repository: 'shop/payments',
          sha: SHA,
          environment: 'staging',
          status: 'running',
        },
      ]);
      await sendJenkins(
        notification('FINALIZED', {
          timestamp: at + 30_000,
          duration: 30_000,
          status: 'UNSTABLE',
          test_summary: { total: 3, failed: 1, passed: 2, skipped: 0 },
        }),
      );
      await mapped(2);
      await expect(knex('deployment')).resolves.toMatchObject([
        { status: 'succeeded' },
      ]);
      await expect(knex('pipeline_run')).resolves.toMatchObject([
        { status: 'failure', raw_outcome: 'UNSTABLE' },
      ]);
      expect(JSON.stringify(await knex('ci_raw_event'))).not.toContain(TOKEN);
    });
  },
);
