import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  showcallerBackfillExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
  type BackfillSource,
  type RunArtifactSource,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { request, TOKEN } from './__fixtures__/notifications';
import { showcallerModuleJenkins } from './module';

async function installAll(jenkins: JsonObject) {
  const sources: BackfillSource[] = [];
  const webhooks: WebhookSource[] = [];
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
          env.registerExtensionPoint(showcallerRunArtifactsExtensionPoint, {
            addSource: source => void artifacts.push(source),
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      showcallerModuleJenkins,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({ data: { showcaller: { jenkins } } }),
    ],
  });
  return { sources, webhooks, artifacts };
}

const install = async (jenkins: JsonObject) =>
  (await installAll(jenkins)).sources;

const instance = {
  baseUrl: 'https://jenkins.example.com/ci',
  username: 'portal',
  apiToken: 'secret',
};

describe('showcallerModuleJenkins', () => {
  it('asks nothing of Jenkins unless an instance is configured', async () => {
    expect(await install({})).toEqual([]);
  });

  it('reads the past of configured instances', async () => {
    expect(
      await install({ instances: [instance], backfillDays: 60 }),
    ).toMatchObject([
      {
        id: 'jenkins',
        readFrom: 'https://jenkins.example.com/ci',
        automaticDays: 60,
        mapper: { id: 'jenkins-api' },
      },
    ]);
  });

  it('takes notifications with the configured secrets, and refuses all without one', async () => {
    const { webhooks } = await installAll({ webhookTokens: [TOKEN] });
    expect(webhooks).toMatchObject([{ id: 'jenkins', configured: true }]);
    expect(webhooks[0].verify(request({ subPath: TOKEN })).ok).toBe(true);
    expect(webhooks[0].verify(request({ subPath: 'x' })).ok).toBe(false);
    await expect(webhooks[0].prepare?.()).resolves.toBeUndefined();
    const none = await installAll({ webhookTokens: [' '] });
    expect(none.webhooks[0].configured).toBe(false);
  });

  it.each([
    [{ instances: [{ ...instance, baseUrl: 'file:///etc' }] }, 'baseUrl'],
    [{ instances: [instance, instance] }, 'same name'],
    [{ instances: [{ baseUrl: instance.baseUrl }] }, 'username'],
    [{ instances: [instance], requestDelayMs: -1 }, 'requestDelayMs'],
    [{ instances: [instance], backfillDays: 0 }, 'backfillDays'],
  ])('does not start with %j', async (jenkins, message) => {
    await expect(install(jenkins as JsonObject)).rejects.toThrow(message);
  });

  it('reads artifacts of builds on configured instances', async () => {
    const { artifacts } = await installAll({ instances: [instance] });
    expect(artifacts).toMatchObject([{ id: 'jenkins' }]);
    expect((await installAll({})).artifacts).toEqual([]);
  });
});
