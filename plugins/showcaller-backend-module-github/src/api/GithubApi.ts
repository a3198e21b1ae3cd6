import type {
  GithubCredentials,
  GithubCredentialsProvider,
} from '@backstage/integration';
import {
  VendorClient,
  VendorError,
  type VendorDownload,
  type VendorRequest,
  type VendorResponse,
} from '@showcaller/backstage-plugin-showcaller-node';
import { githubLimit, isGithubRateLimit } from './githubLimits';
import type { GithubApiConfig } from './readGithubApiConfig';

const API_VERSION = '2022-11-28';

const advice = {
  401: 'The token of integrations.github is wrong or has expired',
  403: 'The token or GitHub App of integrations.github lacks a permission for this repository',
  404: 'There is no such thing, or the token or GitHub App of integrations.github may not see it',
};

/** Requests to GitHub's REST API on the configured host, with the portal's own credentials. */
export class GithubApi {
  readonly config: GithubApiConfig;
  readonly #credentials: GithubCredentialsProvider;
  readonly #options: { timeoutMs?: number; now?: () => Date };

  static create(options: {
    config: GithubApiConfig;
    credentials: GithubCredentialsProvider;
    timeoutMs?: number;
    now?: () => Date;
  }): GithubApi {
    return new GithubApi(options);
  }

  private constructor(options: Parameters<typeof GithubApi.create>[0]) {
    this.config = options.config;
    this.#credentials = options.credentials;
    this.#options = options;
  }

  /** Asks as who the portal is for the owner of a repository; throws VendorError. */
  async request(
    repository: string,
    request: VendorRequest,
  ): Promise<VendorResponse> {
    return this.#client(repository).request(request);
  }

  /** Reads a file; throws VendorError. */
  async download(
    repository: string,
    request: VendorDownload,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.#client(repository).download(request);
  }

  urlOf(request: Pick<VendorRequest, 'path' | 'query'>): string {
    return this.#client('').urlOf(request);
  }

  /** Apps may write check runs; tokens of people may not. */
  async isApp(repository: string): Promise<boolean> {
    return (await this.#credentialsFor(repository)).type === 'app';
  }

  #client(repository: string): VendorClient {
    const { apiBaseUrl, reserve } = this.config;
    return VendorClient.create({
      ...this.#options,
      vendor: 'GitHub',
      baseUrl: apiBaseUrl,
      isRateLimit: isGithubRateLimit,
      readLimit: answer => githubLimit(answer, { reserve }),
      advice,
      headers: async () => {
        const { headers } = await this.#credentialsFor(repository);
        return {
          ...headers,
          accept: 'application/vnd.github+json',
          'x-github-api-version': API_VERSION,
          'user-agent': 'showcaller',
        };
      },
    });
  }

  /** By owner: the provider compares names of repositories by case, and webhooks are kept in lower case. */
  async #credentialsFor(repository: string): Promise<GithubCredentials> {
    const { host } = this.config;
    const [owner] = repository.split('/');
    const url = `https://${host}/${owner}`;
    let credentials: GithubCredentials;
    try {
      credentials = await this.#credentials.getCredentials({ url });
    } catch (error) {
      const { status = 0, message } = error as Error & { status?: number };
      throw new VendorError(
        `GitHub: no credentials for ${owner} on ${host}: ${message}`,
        {
          kind: status >= 400 && status < 500 ? 'refused' : 'unavailable',
          status: status || undefined,
          cause: error,
        },
      );
    }
    if (!credentials.headers) {
      throw new VendorError(
        `GitHub: integrations.github has no token and no installed app for ${owner} on ${host}`,
        { kind: 'refused' },
      );
    }
    return credentials;
  }
}

/** `/repos/owner/repo` with what is below it; every part percent-encoded. */
export function repositoryPath(
  repository: string,
  ...parts: Array<string | number>
): string {
  return `/repos/${[...repository.split('/'), ...parts]
    .map(part => encodeURIComponent(part))
    .join('/')}`;
}
