import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerWebhooksExtensionPoint,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import showcallerModuleSpinnaker from '.';

async function install(spinnaker: JsonObject): Promise<WebhookSource> {
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
      showcallerModuleSpinnaker,
      mockServices.rootConfig.factory({ data: { showcaller: { spinnaker } } }),
    ],
  });
  expect(sources).toHaveLength(1);
  return sources[0];
}

describe('showcallerModuleSpinnaker', () => {
  it('refuses everything until it has a secret', async () => {
    expect(await install({})).toMatchObject({
      id: 'spinnaker',
      configured: false,
    });
  });

  it('reads its secrets', async () => {
    const source = await install({
      webhookTokens: ['token'],
      deckUrl: 'https://deck.example.com',
      environments: [{ account: 'live', environment: 'production' }],
    });
    const headers = { authorization: 'Bearer token' };
    expect(source.verify({ headers, body: Buffer.alloc(0) })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    [{ environments: [{ environment: 'live' }] }, 'fits everything'],
    [{ deckUrl: 'deck' }, 'must be an http(s) address'],
  ])('refuses %j', async (config, message) => {
    await expect(install(config)).rejects.toThrow(message);
  });
});
