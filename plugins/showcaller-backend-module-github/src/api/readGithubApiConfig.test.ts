import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readGithubApiConfig } from './readGithubApiConfig';

const read = (api: JsonObject | undefined, github: JsonObject[]) =>
  readGithubApiConfig(
    mockServices.rootConfig({
      data: { showcaller: { github: { api } }, integrations: { github } },
    }),
  );

const own = { host: 'github.com', token: 'secret' };
const enterprise = {
  host: 'ghe.example.com',
  apiBaseUrl: 'https://ghe.example.com/api/v3',
  token: 'secret',
};

describe('readGithubApiConfig', () => {
  it('asks nobody unless it is told to', () => {
    expect(read(undefined, [own])).toBeUndefined();
  });

  it('takes the credentials of the integration', () => {
    expect(read({}, [own, enterprise])).toEqual({
      host: 'github.com',
      apiBaseUrl: 'https://api.github.com',
      appIds: [],
      otherHosts: ['ghe.example.com'],
      reserve: 0.2,
      jobs: true,
      backfillDays: undefined,
    });
    const app = {
      appId: 42,
      clientId: 'c',
      clientSecret: 's',
      webhookSecret: 'w',
      privateKey: 'k',
    };
    expect(
      read(
        {
          host: 'ghe.example.com',
          reserve: 0.5,
          jobs: false,
          backfillDays: 90,
        },
        [{ ...enterprise, token: undefined, apps: [app] } as JsonObject],
      ),
    ).toMatchObject({
      apiBaseUrl: 'https://ghe.example.com/api/v3',
      appIds: [42],
      reserve: 0.5,
      jobs: false,
      backfillDays: 90,
    });
  });

  it.each([
    ['no integration', { host: 'other.example.com' }, [own]],
    ['no credentials', {}, [{ host: 'github.com' }]],
    ['no token left', { reserve: 1 }, [own]],
    ['no days', { backfillDays: 0 }, [own]],
  ])('refuses to start with %s', (_what, api, github) => {
    expect(() => read(api, github)).toThrow('showcaller.github.api');
  });
});
