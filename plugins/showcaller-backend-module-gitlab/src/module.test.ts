import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerBackfillExtensionPoint,
  showcallerGateExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
  type BackfillSource,
  type GateResponder,
  type RunArtifactSource,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { TOKEN, withToken } from './__fixtures__/hooks';
import { showcallerModuleGitlab } from './module';

async function installAll(
  gitlab: JsonObject,
  integrations: JsonObject[] = [{ host: 'gitlab.com', token: 'secret' }],
) {
  const sources: BackfillSource[] = [];
  const webhooks: WebhookSource[] = [];
  const responders: GateResponder[] = [];
  const artifacts: RunArtifactSource[] = [];
  await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'showcaller',
        register(env) {
          env.registerExtensionPoint(showcallerBackfillExtensionPoint, {
            addSource: source => void sources.push(source),
          });
          env.registerExtensionPoint(showcallerWebhooksExtensionPoint, {
            addSource: source => void webhooks.push(source),
          });
          env.registerExtensionPoint(showcallerGateExtensionPoint, {
            addResponder: responder => void responders.push(responder),
          });
          env.registerExtensionPoint(showcallerRunArtifactsExtensionPoint, {
            addSource: source => void artifacts.push(source),
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      showcallerModuleGitlab,
      mockServices.rootConfig.factory({
        data: {
          showcaller: { gitlab },
          integrations: { gitlab: integrations },
        },
      }),
    ],
  });
  return { sources, webhooks, responders, artifacts };
}

const install = async (...given: Parameters<typeof installAll>) =>
  (await installAll(...given)).sources;

/** How many events become of a deployment that waits: one more when the gate is asked. */
function eventsOf(webhook: WebhookSource): number {
  const result = webhook.map({
    eventType: 'Deployment Hook',
    headers: {},
    body: Buffer.from(
      JSON.stringify({
        status: 'blocked',
        deployment_id: 1,
        environment: 'production',
        commit_url: `https://gitlab.com/-/commit/${'a'.repeat(40)}`,
        project: { path_with_namespace: 'shop/payments' },
      }),
    ),
    receivedAt: '2026-11-25T12:00:00Z',
  });
  return 'events' in result ? result.events.length : 0;
}

describe('showcallerModuleGitlab', () => {
  it('asks nothing of GitLab unless it is configured to', async () => {
    expect(await install({})).toEqual([]);
  });

  it('reads the past with the token of the integration', async () => {
    expect(await install({ api: { backfillDays: 30 } })).toMatchObject([
      {
        id: 'gitlab',
        readFrom: 'https://gitlab.com/api/v4',
        automaticDays: 30,
        mapper: { id: 'gitlab-api' },
      },
    ]);
    const [own] = await install({ api: { host: 'git.example.com' } }, [
      {
        host: 'git.example.com',
        token: 'secret',
        apiBaseUrl: 'https://git.example.com/gitlab/api/v4',
        baseUrl: 'https://git.example.com/gitlab',
      },
    ]);
    expect(own.readFrom).toBe('https://git.example.com/gitlab/api/v4');
    expect(own.automaticDays).toBeUndefined();
  });

  it('takes webhooks with the configured secrets, and refuses all without one', async () => {
    const { webhooks } = await installAll({ webhookTokens: [TOKEN] });
    expect(webhooks).toMatchObject([{ id: 'gitlab', configured: true }]);
    expect(webhooks[0].verify(withToken(TOKEN)).ok).toBe(true);
    expect(webhooks[0].verify(withToken('x')).ok).toBe(false);
    const none = await installAll({});
    expect(none.webhooks[0].configured).toBe(false);
    expect(none.webhooks[0].verify(withToken('')).ok).toBe(false);
  });

  it('asks and answers for the gate where the API is configured', async () => {
    const without = await installAll({});
    expect(without.responders).toEqual([]);
    expect(eventsOf(without.webhooks[0])).toBe(2);
    const { responders, webhooks } = await installAll({ api: {} });
    expect(responders.map(({ id }) => id)).toEqual([
      'gitlab-deployment-approval',
      'gitlab-status-check',
      'gitlab-commit-status',
    ]);
    expect(eventsOf(webhooks[0])).toBe(3);
    const off = await installAll({
      api: {},
      gate: { deploymentApprovals: false },
    });
    expect(eventsOf(off.webhooks[0])).toBe(2);
  });

  it.each([
    [{ host: 'other.example.com' }, [{ host: 'gitlab.com', token: 's' }]],
    [{}, [{ host: 'gitlab.com' }]],
    [{ reserve: 2 }, [{ host: 'gitlab.com', token: 's' }]],
    [{ backfillDays: 0 }, [{ host: 'gitlab.com', token: 's' }]],
  ])('does not start with %j and %j', async (api, integrations) => {
    await expect(
      install({ api } as JsonObject, integrations as JsonObject[]),
    ).rejects.toThrow('showcaller.gitlab.api');
  });

  it('reads artifacts of pipelines where the API is configured, from hosts that are', async () => {
    const { artifacts } = await installAll({ api: {} });
    expect(artifacts).toMatchObject([{ id: 'gitlab' }]);
    expect((await installAll({})).artifacts).toEqual([]);
    await expect(
      installAll({ api: { artifactHosts: ['no host'] } }),
    ).rejects.toThrow("showcaller.gitlab.api.artifactHosts has 'no host'");
  });
});
