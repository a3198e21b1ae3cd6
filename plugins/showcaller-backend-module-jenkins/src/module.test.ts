import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerBackfillExtensionPoint,
  type BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { showcallerModuleJenkins } from './module';

async function install(jenkins: JsonObject): Promise<BackfillSource[]> {
  const sources: BackfillSource[] = [];
  await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'showcaller',
        register(env) {
          env.registerExtensionPoint(showcallerBackfillExtensionPoint, {
            addSource: source => void sources.push(source),
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      showcallerModuleJenkins,
      mockServices.rootConfig.factory({ data: { showcaller: { jenkins } } }),
    ],
  });
  return sources;
}

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

  it.each([
    [{ instances: [{ ...instance, baseUrl: 'file:///etc' }] }, 'baseUrl'],
    [{ instances: [instance, instance] }, 'same name'],
    [{ instances: [{ baseUrl: instance.baseUrl }] }, 'username'],
    [{ instances: [instance], requestDelayMs: -1 }, 'requestDelayMs'],
    [{ instances: [instance], backfillDays: 0 }, 'backfillDays'],
  ])('does not start with %j', async (jenkins, message) => {
    await expect(install(jenkins as JsonObject)).rejects.toThrow(message);
  });
});
