import type { Delivery } from '../webhooks/types';
import { pause } from './pause';
import { webhookRequest } from './webhookRequest';

/** What the receiver said: `duplicate` when it had this delivery before. */
export type Receipt = 'accepted' | 'duplicate';

/**
 * Posts signed webhooks as GitHub does, except that it tries again: a receiver that is busy (429, 5xx) or not there
 * gets the same delivery later, until it takes it or the signal stops everything. A refusal is an error.
 */
export class WebhookClient {
  readonly #endpoint: string;
  readonly #secret: string;
  readonly #signal: AbortSignal;
  readonly #firstWait: number;
  #pausedUntil = 0;
  #trouble: string | undefined;

  private constructor(options: WebhookClientOptions) {
    this.#endpoint = `${options.url.replace(
      /\/+$/,
      '',
    )}/api/showcaller/webhooks/github`;
    this.#secret = options.secret;
    this.#signal = options.signal;
    this.#firstWait = options.firstWait ?? 250;
  }

  static create(options: WebhookClientOptions): WebhookClient {
    return new WebhookClient(options);
  }

  /** Why sending is held up at the moment. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /**
   * @throws Error when the receiver refuses the delivery for good, with what to do about it
   */
  async send(delivery: Delivery): Promise<Receipt> {
    const { headers, body } = webhookRequest(delivery, this.#secret);
    for (let wait = this.#firstWait; ; wait = Math.min(wait * 2, 15_000)) {
      await this.#untilResumed();
      const answer = await this.#post(headers, body);
      if ('status' in answer) {
        const { status, text } = answer;
        if (status >= 200 && status < 300) {
          this.#trouble = undefined;
          return status === 200 && text.includes('duplicate')
            ? 'duplicate'
            : 'accepted';
        }
        if (status !== 429 && status < 500) {
          throw new Error(refusal(status, text, this.#endpoint));
        }
        this.#trouble = `the backend answers ${status}`;
        if (answer.retryAfter !== undefined) {
          this.#pausedUntil = Date.now() + answer.retryAfter;
          continue;
        }
      } else {
        this.#trouble = answer.unreachable;
      }
      await pause(wait, this.#signal);
    }
  }

  /** One sender that was told to wait holds back all. */
  async #untilResumed(): Promise<void> {
    this.#signal.throwIfAborted();
    for (
      let rest = this.#pausedUntil - Date.now();
      rest > 0;
      rest = this.#pausedUntil - Date.now()
    ) {
      await pause(rest, this.#signal);
    }
  }

  async #post(
    headers: Record<string, string>,
    body: Buffer,
  ): Promise<Answer | { unreachable: string }> {
    try {
      const response = await fetch(this.#endpoint, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(30_000)]),
      });
      const text = await response.text();
      const retryAfter = retryAfterOf(response.headers.get('retry-after'));
      return { status: response.status, text, retryAfter };
    } catch (error) {
      this.#signal.throwIfAborted();
      return {
        unreachable: `the backend does not answer (${reasonOf(error)})`,
      };
    }
  }
}

interface Answer {
  status: number;
  text: string;
  /** Milliseconds. */
  retryAfter?: number;
}

export interface WebhookClientOptions {
  /** Address of the backend, e.g. `http://localhost:7007`. */
  url: string;
  secret: string;
  signal: AbortSignal;
  /** Milliseconds before the first retry; doubles with each, up to 15 s. */
  firstWait?: number;
}

/** Milliseconds of a `Retry-After` in seconds or as a date. */
function retryAfterOf(header: string | null): number | undefined {
  if (!header) {
    return undefined;
  }
  const seconds = Number(header);
  const wait = Number.isNaN(seconds)
    ? Date.parse(header) - Date.now()
    : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** The system's own code (`ECONNREFUSED`) where there is one. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: unknown; message?: string };
  const { code } = (cause ?? {}) as { code?: string };
  return code ?? message ?? String(error);
}

function refusal(status: number, text: string, endpoint: string): string {
  const advice: Record<number, string> = {
    401: 'Is showcaller.github.webhookSecrets configured in the backend?',
    403: 'The secret is not one of showcaller.github.webhookSecrets.',
    404: 'Is the GitHub module installed in the backend?',
  };
  return `${endpoint} refused a webhook with ${status}: ${text.slice(0, 300)} ${
    advice[status] ?? ''
  }`.trim();
}
