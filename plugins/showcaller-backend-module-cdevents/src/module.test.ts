import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerWebhooksExtensionPoint,
  type WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import showcallerModuleCdEvents from '.';

async function install(showcaller: JsonObject): Promise<WebhookSource[]> {
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
      showcallerModuleCdEvents,
      mockServices.rootConfig.factory({ data: { showcaller } }),
    ],
  });
  return sources;
}

describe('showcallerModuleCdEvents', () => {
  it('adds both sources, which refuse everything until they have a secret', async () => {
    const sources = await install({});
    expect(sources.map(({ id, configured }) => [id, configured])).toEqual([
      ['cdevents', false],
      ['flagger', false],
    ]);
  });

  it('reads every secret', async () => {
    const [cdevents, flagger] = await install({
      cdevents: { signingSecrets: ['a'], webhookTokens: ['b', ' '] },
      flagger: { basicAuth: [{ username: 'u', password: 'p' }] },
    });
    const headers = {
      authorization: `Basic ${Buffer.from('u:p').toString('base64')}`,
    };
    const body = Buffer.alloc(0);
    expect(flagger.verify({ headers, body })).toMatchObject({ ok: true });
    expect(cdevents.verify({ headers, body })).toMatchObject({ ok: false });
    expect(
      cdevents.verify({ headers: { 'x-showcaller-token': 'b' }, body }),
    ).toMatchObject({ ok: true });
  });

  it.each([
    [{ cdevents: { toleranceSeconds: 0 } }, 'must be 1 to 3600'],
    [{ cdevents: { webhookTokens: ['a', 'b', 'c'] } }, 'has 3 entries'],
  ])('refuses %j', async (config, message) => {
    await expect(install(config)).rejects.toThrow(message);
  });
});
