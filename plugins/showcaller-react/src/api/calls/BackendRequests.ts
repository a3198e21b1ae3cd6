import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';

/** Parameters after the question mark; an undefined one is left out. */
export type Query = Record<string, string | number | undefined>;

/** What a client needs of the app. @public */
export interface ShowcallerClientOptions {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/** Requests below `/api/showcaller`; whatever is not a good answer is thrown as a `ResponseError`. */
export class BackendRequests {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  static create(options: ShowcallerClientOptions): BackendRequests {
    return new BackendRequests(options);
  }

  private constructor(options: ShowcallerClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async get<T>(path: string, query?: Query): Promise<T> {
    return answer(await this.#send(path, { query }));
  }

  /** As `get`, but what the backend does not have (404) is undefined. */
  async find<T>(path: string): Promise<T | undefined> {
    const response = await this.#send(path);
    return response.status === 404 ? undefined : answer(response);
  }

  async post<T>(path: string, body: object = {}): Promise<T> {
    return answer(
      await this.#send(path, {
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
      }),
    );
  }

  async #send(
    path: string,
    options?: { query?: Query; init?: RequestInit },
  ): Promise<Response> {
    const url = new URL(
      `${await this.#discoveryApi.getBaseUrl('showcaller')}/${path}`,
    );
    for (const [name, value] of Object.entries(options?.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    return this.#fetchApi.fetch(url.toString(), options?.init);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.json();
}
