import { pause } from './pause';

/** A request as it goes over the wire. */
export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body?: Buffer;
}

export interface PatientSenderOptions {
  signal: AbortSignal;
  /** Milliseconds before the first retry; doubles with each, up to 15 s. */
  firstWait?: number;
  /** Answers beside 429 and 5xx that will be better later. */
  isTemporary?: (status: number) => boolean;
}

const DEFAULT_FIRST_WAIT = 250;
const LONGEST_WAIT = 15_000;
const TIMEOUT = 30_000;

/**
 * Sends a request until the receiver takes or refuses it: one that is busy (429, 5xx) or not there gets the same bytes
 * later. A receiver that says how long to wait holds back every request.
 */
export class PatientSender {
  readonly #signal: AbortSignal;
  readonly #firstWait: number;
  readonly #isTemporary: (status: number) => boolean;
  #pausedUntil = 0;
  #trouble: string | undefined;

  private constructor(options: PatientSenderOptions) {
    this.#signal = options.signal;
    this.#firstWait = options.firstWait ?? DEFAULT_FIRST_WAIT;
    const also = options.isTemporary ?? (() => false);
    this.#isTemporary = status =>
      status === 429 || status >= 500 || also(status);
  }

  static create(options: PatientSenderOptions): PatientSender {
    return new PatientSender(options);
  }

  /** Why sending is held up at the moment. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** The first answer that is not temporary. Throws the signal's reason. */
  async send(
    request: OutgoingRequest,
  ): Promise<{ status: number; text: string }> {
    for (
      let wait = this.#firstWait;
      ;
      wait = Math.min(wait * 2, LONGEST_WAIT)
    ) {
      await this.#untilResumed();
      const answer = await this.#attempt(request);
      if ('unreachable' in answer) {
        this.#trouble = answer.unreachable;
      } else if (!this.#isTemporary(answer.status)) {
        this.#trouble = undefined;
        return answer;
      } else {
        this.#trouble = `the backend answers ${answer.status}`;
        if (answer.retryAfter !== undefined) {
          this.#pausedUntil = Date.now() + answer.retryAfter;
          continue;
        }
      }
      await pause(wait, this.#signal);
    }
  }

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

  async #attempt(
    request: OutgoingRequest,
  ): Promise<Answer | { unreachable: string }> {
    const { url, ...init } = request;
    try {
      const response = await fetch(url, {
        ...init,
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(TIMEOUT)]),
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
