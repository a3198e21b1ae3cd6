import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  showcallerBackfillExtensionPoint,
  type BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { showcallerModuleGitlab } from './module';

async function install(
  gitlab: JsonObject,
  integrations: JsonObject[] = [{ host: 'gitlab.com', token: 'secret' }],
): Promise<BackfillSource[]> {
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
      showcallerModuleGitlab,
      mockServices.rootConfig.factory({
        data: {
          showcaller: { gitlab },
          integrations: { gitlab: integrations },
        },
      }),
    ],
  });
  return sources;
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
});
