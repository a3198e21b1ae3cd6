import type { GithubCredentialsProvider } from '@backstage/integration';
import { GithubApi } from '../GithubApi';
import type { GithubApiConfig } from '../readGithubApiConfig';

export const NOW = new Date('2026-11-25T12:00:00Z');

/** GitHub's API at a given address, asked as an app or with a token. */
export function githubApi(options: {
  apiBaseUrl: string;
  as?: 'app' | 'token';
  config?: Partial<GithubApiConfig>;
  credentials?: GithubCredentialsProvider;
}): GithubApi {
  const { apiBaseUrl, as = 'token', config } = options;
  return GithubApi.create({
    config: {
      host: 'github.com',
      apiBaseUrl,
      appIds: [42],
      otherHosts: ['ghe.example.com'],
      reserve: 0.2,
      jobs: true,
      ...config,
    },
    credentials: options.credentials ?? {
      getCredentials: async ({ url }) => ({
        type: as,
        token: 'secret',
        headers: { Authorization: `Bearer secret of ${url}` },
      }),
    },
    timeoutMs: 300,
    now: () => NOW,
  });
}
