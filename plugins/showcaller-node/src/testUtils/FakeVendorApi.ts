import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the fake API got it. @public */
export interface ReceivedVendorRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed JSON; undefined when there was none. */
  body: unknown;
}

/** @public */
export interface FakeVendorAnswer {
  /** 200 when absent. */
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON; a string and bytes as they are. */
  body?: unknown;
  /** `cut`: the connection ends in the middle of the body. `hang`: there is no answer. */
  fault?: 'cut' | 'hang';
}

/** An answer, or how one is made of the request. @public */
export type Answering =
  | FakeVendorAnswer
  | ((request: ReceivedVendorRequest) => FakeVendorAnswer);

/**
 * A vendor's API for contract tests, on a port of its own: answers what it was told to and keeps every request. What it
 * was not told about is answered with 501 and a text that names it.
 *
 * @public
 */
export class FakeVendorApi {
  readonly requests: ReceivedVendorRequest[] = [];
  readonly #server: Server;
  readonly #answers = new Map<string, Answering[]>();

  static async start(): Promise<FakeVendorApi> {
    const api = new FakeVendorApi();
    await new Promise<void>(resolve =>
      api.#server.listen(0, '127.0.0.1', () => resolve()),
    );
    return api;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response);
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /**
   * Answers to `GET /path?query=1`, one after the other; the last one stays. A route without a query answers whatever
   * the query is, where no route with exactly that query is told.
   */
  on(route: string, ...answers: Answering[]): this {
    this.#answers.set(route, answers);
    return this;
  }

  /** `GET /path?a=1&b=2` of each request so far, with the names of the query sorted. */
  get seen(): string[] {
    return this.requests.map(routeOf);
  }

  forget(): void {
    this.requests.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const received = await receive(request);
    this.requests.push(received);
    const { status = 200, headers, body, fault } = this.#answerTo(received);
    if (fault === 'hang') {
      return;
    }
    const content = contentOf(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': content.length,
      ...headers,
    });
    if (fault === 'cut') {
      response.write(content.subarray(0, content.length / 2), () =>
        response.destroy(),
      );
      return;
    }
    response.end(content);
  }

  #answerTo(received: ReceivedVendorRequest): FakeVendorAnswer {
    const { method, path } = received;
    const answers =
      this.#answers.get(routeOf(received)) ??
      this.#answers.get(`${method} ${path}`);
    if (!answers) {
      return {
        status: 501,
        body: { message: `The test has no answer to ${routeOf(received)}` },
      };
    }
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return (typeof next === 'function' ? next(received) : next) ?? {};
  }
}

function contentOf(body: unknown): Buffer {
  if (ArrayBuffer.isView(body)) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return Buffer.from(body === undefined ? '' : text);
}

function routeOf({ method, path, query }: ReceivedVendorRequest): string {
  const names = Object.keys(query).sort();
  const text = names.map(name => `${name}=${query[name]}`).join('&');
  return `${method} ${path}${text && `?${text}`}`;
}

async function receive(
  request: IncomingMessage,
): Promise<ReceivedVendorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '/', 'http://fake');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        String(value),
      ]),
    ),
    body: text === '' ? undefined : JSON.parse(text),
  };
}
