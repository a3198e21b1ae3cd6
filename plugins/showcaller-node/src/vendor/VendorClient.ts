import type { JsonValue } from '@backstage/types';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { downloadFile, type VendorDownload } from './download/downloadFile';
import { readLimitedBody } from './readLimitedBody';
import { VendorError, type VendorErrorKind } from './VendorError';
import { kindOf, messageOf, reasonOf } from './vendorFailure';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 20 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Parsing a longer body takes so long that others get their turn before anything else is done with it. */
const LONG_CHARACTERS = 200_000;

/** @public */
export interface VendorRequest {
  /** `GET` when absent. */
  method?: 'GET' | 'POST' | 'PATCH';
  /** Below the base address, beginning with `/`; its parts percent-encoded. */
  path: string;
  /** Undefined ones are left out. */
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: JsonValue;
  /** Longest accepted body; that of the client when absent. */
  maxBytes?: number;
  signal?: AbortSignal;
}

/** An answer with a status below 300. @public */
export interface VendorResponse {
  status: number;
  headers: Headers;
  /** The parsed body; undefined when it is empty. */
  json: unknown;
  /** Not to be asked again before: the rate limit is nearly used up. */
  pauseUntil?: Date;
}

/** @public */
export interface VendorClientOptions {
  /** For messages: `GitHub`. */
  vendor: string;
  /** Address that all paths are below: `https://api.github.com`. */
  baseUrl: string;
  /** Headers of every request, credentials among them. */
  headers: (request: VendorRequest) => Promise<Record<string, string>>;
  /** When to ask again, by what an answer says about rate limits; undefined when there is nothing to wait for. */
  readLimit: (answer: {
    status: number;
    headers: Headers;
    /** Text of the body; empty for an answer without an error. */
    body: string;
    now: Date;
  }) => Date | undefined;
  /** Whether an error is about the rate limit, though its status is not 429. */
  isRateLimit?: (answer: {
    status: number;
    headers: Headers;
    body: string;
  }) => boolean;
  /** What to do about a refusal, by its status. */
  advice?: Partial<Record<number, string>>;
  /** 30 s when absent. */
  timeoutMs?: number;
  /** Longest accepted body; 20 MiB when absent. */
  maxBytes?: number;
  fetch?: typeof fetch;
  now?: () => Date;
}

interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * Sends requests to one API and to no other host: a redirect to another origin is refused, so that credentials stay.
 * Every failure is a {@link VendorError} that says whether trying again may help, and when.
 *
 * @public
 */
export class VendorClient {
  readonly #options: VendorClientOptions;
  readonly #base: string;
  readonly #now: () => Date;

  static create(options: VendorClientOptions): VendorClient {
    return new VendorClient(options);
  }

  private constructor(options: VendorClientOptions) {
    this.#options = options;
    this.#base = options.baseUrl.replace(/\/+$/, '');
    this.#now = options.now ?? (() => new Date());
  }

  /** The address that a request would go to. */
  urlOf(request: Pick<VendorRequest, 'path' | 'query'>): string {
    const url = new URL(`${this.#base}${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    return url.href;
  }

  async request(request: VendorRequest): Promise<VendorResponse> {
    const { readLimit } = this.#options;
    const what = `${request.method ?? 'GET'} ${request.path}`;
    const answer = await this.#follow(request, what);
    const { status, headers, body } = answer;
    if (status >= 300) {
      throw this.#failure(answer, what);
    }
    const json = body === '' ? undefined : this.#parse(body, what);
    if (body.length > LONG_CHARACTERS) {
      await nextTurn();
    }
    return {
      status,
      headers,
      json,
      pauseUntil: readLimit({ status, headers, body: '', now: this.#now() }),
    };
  }

  /** Reads a file; of its redirects, see {@link VendorDownload}. */
  async download(request: VendorDownload): Promise<Uint8Array<ArrayBuffer>> {
    const what = `GET ${request.path}`;
    const { headers, timeoutMs, fetch: send = fetch } = this.#options;
    return downloadFile(request, {
      url: this.urlOf(request),
      headers: await headers(request),
      send,
      timeoutMs,
      failure: answer => this.#failure(answer, what),
      error: (kind, options) => this.#error(kind, { what, ...options }),
    });
  }

  async #follow(request: VendorRequest, what: string): Promise<Answer> {
    const signal = AbortSignal.any([
      AbortSignal.timeout(this.#options.timeoutMs ?? TIMEOUT_MS),
      ...(request.signal ? [request.signal] : []),
    ]);
    let url = this.urlOf(request);
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#send({ request, url, signal, what });
      const location = answer.headers.get('location');
      if (!REDIRECTS.has(answer.status) || !location) {
        return answer;
      }
      const next = new URL(location, url);
      if (
        next.origin !== new URL(url).origin ||
        redirects === MAX_REDIRECTS ||
        (request.method ?? 'GET') !== 'GET'
      ) {
        throw this.#error('refused', {
          what,
          says: `was redirected to ${
            next.origin
          }, which is not followed: credentials go to ${
            this.#base
          } only. Correct the address of the host, or the name of what is read.`,
          status: answer.status,
        });
      }
      url = next.href;
    }
  }

  async #send(options: {
    request: VendorRequest;
    url: string;
    signal: AbortSignal;
    what: string;
  }): Promise<Answer> {
    const { request, url, signal, what } = options;
    const { headers } = this.#options;
    const maxBytes = request.maxBytes ?? this.#options.maxBytes ?? MAX_BYTES;
    const send = this.#options.fetch ?? fetch;
    const own = await headers(request);
    let body: string | undefined;
    let response: Response;
    try {
      response = await send(url, {
        method: request.method ?? 'GET',
        redirect: 'manual',
        signal,
        headers: {
          ...own,
          ...(request.body !== undefined && {
            'content-type': 'application/json',
          }),
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
      });
      body = await readLimitedBody(response, maxBytes);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw this.#error('unavailable', {
        what,
        says: signal.aborted
          ? 'gave no answer in time'
          : `failed: ${reasonOf(error)}`,
        cause: error,
      });
    }
    if (body === undefined) {
      throw this.#error('too-large', {
        what,
        says: `answered with more than ${maxBytes} bytes`,
        status: response.status,
      });
    }
    return { status: response.status, headers: response.headers, body };
  }

  #parse(body: string, what: string): unknown {
    try {
      return JSON.parse(body);
    } catch (error) {
      throw this.#error('unavailable', {
        what,
        says: `answered with something that is not JSON: ${reasonOf(error)}`,
        cause: error,
      });
    }
  }

  #failure({ status, headers, body }: Answer, what: string): VendorError {
    const { readLimit, isRateLimit, advice } = this.#options;
    const limited =
      status === 429 || (isRateLimit?.({ status, headers, body }) ?? false);
    const retryAt = readLimit({ status, headers, body, now: this.#now() });
    return this.#error(kindOf(status, limited), {
      what,
      says: [`answered ${status}`, messageOf(body), advice?.[status]]
        .filter(Boolean)
        .join('. '),
      status,
      retryAt,
    });
  }

  #error(
    kind: VendorErrorKind,
    options: {
      what: string;
      says: string;
      status?: number;
      retryAt?: Date;
      cause?: unknown;
    },
  ): VendorError {
    const { what, says, ...rest } = options;
    return new VendorError(`${this.#options.vendor}: ${what} ${says}`, {
      kind,
      ...rest,
    });
  }
}
