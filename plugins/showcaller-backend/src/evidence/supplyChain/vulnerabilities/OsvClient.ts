import {
  isVendorError,
  retryAfter,
  VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readOsvRecord, type OsvVulnerability } from './readOsvRecord';

/** Queries per request, as the API limits them. */
const BATCH = 1_000;
const MAX_PAGES = 20;
const ATTEMPTS = 3;
const FIRST_WAIT_MS = 250;
/** Whoever asks for a longer one is not waited for. */
const LONGEST_WAIT_MS = 30_000;

const batchAnswer = z.object({
  results: z.array(
    z
      .object({
        vulns: z.array(z.object({ id: z.string().max(200) })).nullish(),
        next_page_token: z.string().nullish(),
      })
      .nullable(),
  ),
});

/** Asks an API of OSV which vulnerabilities packages have: `POST v1/querybatch`, and `GET v1/vulns/{id}` for each. */
export class OsvClient {
  readonly #client: VendorClient;
  readonly #now: () => Date;
  readonly #wait: (ms: number, signal?: AbortSignal) => Promise<unknown>;

  static create(options: {
    url: string;
    timeoutMs: number;
    now?: () => Date;
    wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  }): OsvClient {
    return new OsvClient(options);
  }

  private constructor(options: {
    url: string;
    timeoutMs: number;
    now?: () => Date;
    wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  }) {
    this.#now = options.now ?? (() => new Date());
    this.#wait =
      options.wait ?? ((ms, signal) => sleep(ms, undefined, { signal }));
    this.#client = VendorClient.create({
      vendor: 'OSV',
      baseUrl: options.url,
      headers: async () => ({ accept: 'application/json' }),
      readLimit: ({ headers, now }) => retryAfter(headers, now),
      timeoutMs: options.timeoutMs,
      now: this.#now,
    });
  }

  /** Ids of the vulnerabilities of each package, in the order of the packages. */
  async query(purls: string[], signal?: AbortSignal): Promise<string[][]> {
    const found = purls.map(() => new Set<string>());
    for (let start = 0; start < purls.length; start += BATCH) {
      let open = purls.slice(start, start + BATCH).map((purl, offset) => ({
        index: start + offset,
        query: { package: { purl } } as Record<string, unknown>,
      }));
      for (let page = 0; open.length > 0; page += 1) {
        if (page === MAX_PAGES) {
          throw new Error(`OSV: more than ${MAX_PAGES} pages of an answer`);
        }
        open = await this.#queryPage(open, found, signal);
      }
    }
    return found.map(ids => [...ids]);
  }

  async get(id: string, signal?: AbortSignal): Promise<OsvVulnerability> {
    const { json } = await this.#request(
      { path: `/v1/vulns/${encodeURIComponent(id)}` },
      signal,
    );
    return readOsvRecord(json);
  }

  /** One request; answers the queries that have another page. */
  async #queryPage(
    open: Array<{ index: number; query: Record<string, unknown> }>,
    found: Array<Set<string>>,
    signal: AbortSignal | undefined,
  ): Promise<typeof open> {
    const { json } = await this.#request(
      {
        method: 'POST',
        path: '/v1/querybatch',
        body: { queries: open.map(({ query }) => query) } as never,
      },
      signal,
    );
    const { results } = batchAnswer.parse(json);
    if (results.length !== open.length) {
      throw new Error(
        `OSV: ${results.length} answers to ${open.length} queries`,
      );
    }
    const more: typeof open = [];
    for (const [position, result] of results.entries()) {
      const { index, query } = open[position];
      for (const { id } of result?.vulns ?? []) {
        found[index].add(id);
      }
      if (result?.next_page_token) {
        more.push({
          index,
          query: { ...query, page_token: result.next_page_token },
        });
      }
    }
    return more;
  }

  /** Tries again what may help later: 429 and 5xx, with growing waits or the one that the answer asks for. */
  async #request(
    request: Parameters<VendorClient['request']>[0],
    signal: AbortSignal | undefined,
  ) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#client.request({ ...request, signal });
      } catch (error) {
        if (!isVendorError(error) || !error.retryable || attempt === ATTEMPTS) {
          throw error;
        }
        const asked = (error.retryAt?.getTime() ?? 0) - this.#now().getTime();
        if (asked > LONGEST_WAIT_MS) {
          throw error;
        }
        await this.#wait(
          Math.max(asked, FIRST_WAIT_MS * 2 ** (attempt - 1)),
          signal,
        );
      }
    }
  }
}
