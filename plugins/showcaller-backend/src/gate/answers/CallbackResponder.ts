import type { JsonObject } from '@backstage/types';
import type { GateRequestData } from '@showcaller/backstage-plugin-showcaller-common';
import {
  retryAfter,
  VendorError,
  type GateResponsePlan,
  type GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { sha256 } from '../../database/sha256';
import type { CallbackHosts } from './callbackHosts';
import { postOnce } from './postOnce';
import { signCallback } from './signCallback';
import type { BuiltInResponder } from './types';

const TIMEOUT_MS = 10_000;

/** Id of the responder that calls an address back that a caller gave. */
export const CALLBACK = 'callback';

/** Sends an evaluation, as `GET` would answer it, to the address that came with the question; signed, and only to configured hosts. */
export class CallbackResponder implements BuiltInResponder {
  readonly id = CALLBACK;
  readonly tellsProgress = true;
  readonly exact = true;
  readonly #hosts: CallbackHosts;
  readonly #secret: string | undefined;
  readonly #now: () => Date;

  static create(options: {
    hosts: CallbackHosts;
    /** Calls are not signed without one. */
    secret?: string;
    now: () => Date;
  }): CallbackResponder {
    return new CallbackResponder(options);
  }

  private constructor(options: {
    hosts: CallbackHosts;
    secret?: string;
    now: () => Date;
  }) {
    this.#hosts = options.hosts;
    this.#secret = options.secret;
    this.#now = options.now;
  }

  describe(target: GateRequestData['target']): string {
    return `call back to ${new URL(String(target.url)).host}`;
  }

  async plan(request: GateResponseRequest): Promise<GateResponsePlan> {
    return {
      requests: [
        {
          method: 'POST',
          url: this.#check(request).href,
          body: JSON.parse(JSON.stringify(request.evaluation)),
        },
      ],
    };
  }

  async apply(
    request: GateResponseRequest & { plan: GateResponsePlan },
  ): Promise<void> {
    for (const { body } of request.plan.requests) {
      await this.#send(request, body);
    }
  }

  /** There is nothing to look at: what was accepted has arrived. */
  async observe(): Promise<{ answered: boolean }> {
    return { answered: true };
  }

  async #send(request: GateResponseRequest, content: JsonObject) {
    const url = this.#check(request);
    const body = JSON.stringify(content);
    const { id, status } = request.evaluation;
    const signed = this.#secret
      ? signCallback({
          secret: this.#secret,
          // The same news keeps its id over all tries, so that the receiver can tell a repetition.
          id: `${id}.${sha256(`${url.href} ${status}`).slice(0, 16)}`,
          at: this.#now(),
          body,
        })
      : {};
    const answer = await postOnce({
      url,
      headers: { ...signed, 'user-agent': 'showcaller' },
      body,
      timeoutMs: TIMEOUT_MS,
      signal: request.signal,
      checkAddress: address => this.#hosts.checkAddress(address),
    });
    if (answer.status < 200 || answer.status > 299) {
      throw failureOf(url, answer, this.#now());
    }
  }

  /** Checked again at every try: the configuration may have changed. */
  #check({ target }: GateResponseRequest): URL {
    try {
      return this.#hosts.check(String(target.url));
    } catch (error) {
      throw new VendorError(
        error instanceof Error ? error.message : String(error),
        { kind: 'refused', cause: error },
      );
    }
  }
}

function failureOf(
  url: URL,
  { status, headers }: { status: number; headers: Headers },
  now: Date,
): VendorError {
  const retryAt = retryAfter(headers, now);
  const what = `POST ${url.host}${url.pathname} was answered with ${status}`;
  if (status >= 300 && status < 400) {
    return new VendorError(
      `${what}, a redirect, which is not followed; give the address that it leads to`,
      { kind: 'refused', status },
    );
  }
  if (status === 429) {
    return new VendorError(what, { kind: 'rate-limited', status, retryAt });
  }
  return new VendorError(what, {
    kind: status >= 500 || status === 408 ? 'unavailable' : 'refused',
    status,
    retryAt,
  });
}
