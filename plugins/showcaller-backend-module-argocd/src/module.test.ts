import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerWebhooksExtensionPoint,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import showcallerModuleArgoCd from '.';
import { notification } from './__fixtures__/example';

async function install(argocd: JsonObject): Promise<WebhookSource> {
  const sources: WebhookSource[] = [];
  await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'showcaller',
        register(env) {
          env.registerExtensionPoint(showcallerWebhooksExtensionPoint, {
            addSource: source => void sources.push(source),
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      showcallerModuleArgoCd,
      mockServices.rootConfig.factory({ data: { showcaller: { argocd } } }),
    ],
  });
  expect(sources).toHaveLength(1);
  return sources[0];
}

describe('showcallerModuleArgoCd', () => {
  it('refuses everything until it has a secret', async () => {
    expect(await install({})).toMatchObject({
      id: 'argocd',
      configured: false,
    });
  });

  it('reads secrets and environments', async () => {
    const source = await install({
      webhookTokens: ['token'],
      environments: [{ project: 'default', environment: 'live' }],
    });
    const body = Buffer.from(JSON.stringify(notification('app-deployed')));
    const headers = { authorization: 'Bearer token' };
    expect(source.verify({ headers, body })).toMatchObject({ ok: true });
    expect(
      source.map({ eventType: '', headers, body, receivedAt: '' }),
    ).toMatchObject({ events: [{}, { customData: { environment: 'live' } }] });
  });

  it('refuses a rule that hides all after it', async () => {
    await expect(
      install({ environments: [{ environment: 'live' }] }),
    ).rejects.toThrow('environments[0] fits every application');
  });
});
