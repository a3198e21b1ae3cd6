import {
  PatientSender,
  type PatientSenderOptions,
} from '../sending/PatientSender';
import { pause } from '../sending/pause';

export interface GateClientOptions extends PatientSenderOptions {
  /** Address of the backend, e.g. `http://localhost:7007`. */
  url: string;
  /** Of `backend.auth.externalAccess` in the backend's configuration. */
  token: string;
  /** Milliseconds between two looks at an answer that is not final; 5 s when absent. */
  lookEvery?: number;
}

/** What a pipeline asks before it deploys. */
export interface GateQuestion {
  /** The same key gives the same evaluation. */
  key: string;
  entityRef: string;
  environment: string;
  repository: string;
  sha: string;
  artifactDigest: string;
  /** Login of who started it. */
  requestedBy: string;
}

/** What the gate says at the moment. */
export interface GateAnswer {
  id: string;
  status: string;
  verdict: 'pass' | 'fail' | 'pending';
  explanation: string;
}

/** Asks the gate as a pipeline does: once, then looks until somebody has decided. */
export class GateClient {
  readonly #base: string;
  readonly #token: string;
  readonly #sender: PatientSender;
  readonly #signal: AbortSignal;
  readonly #lookEvery: number;

  private constructor(options: GateClientOptions) {
    this.#base = `${options.url.replace(
      /\/+$/,
      '',
    )}/api/showcaller/gate/evaluations`;
    this.#token = options.token;
    this.#sender = PatientSender.create(options);
    this.#signal = options.signal;
    this.#lookEvery = options.lookEvery ?? 5_000;
  }

  static create(options: GateClientOptions): GateClient {
    return new GateClient(options);
  }

  /** The first answer, which may be that somebody has to approve. Throws an Error when the gate refuses the question. */
  async ask(question: GateQuestion): Promise<GateAnswer> {
    return this.#request('POST', `${this.#base}?wait=20s`, {
      headers: { 'idempotency-key': question.key },
      body: {
        entityRef: question.entityRef,
        environment: question.environment,
        stage: 'pre-deploy',
        change: { repository: question.repository, sha: question.sha },
        artifact: { digest: question.artifactDigest },
        source: 'github-actions',
        requestedBy: question.requestedBy,
      },
    });
  }

  /** Looks until the answer is final, or for so many milliseconds. */
  async waitFor(answer: GateAnswer, patience: number): Promise<GateAnswer> {
    const until = Date.now() + patience;
    let latest = answer;
    while (latest.verdict === 'pending' && Date.now() < until) {
      await pause(this.#lookEvery, this.#signal);
      latest = await this.#request(
        'GET',
        `${this.#base}/${encodeURIComponent(answer.id)}`,
      );
    }
    return latest;
  }

  async #request(
    method: 'GET' | 'POST',
    url: string,
    content?: { headers: Record<string, string>; body: object },
  ): Promise<GateAnswer> {
    const { status, text } = await this.#sender.send({
      method,
      url,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(content && {
          'content-type': 'application/json',
          ...content.headers,
        }),
      },
      body: content && Buffer.from(JSON.stringify(content.body)),
    });
    if (status < 200 || status >= 300) {
      throw new Error(
        `The gate refused a question with ${status}: ${text.slice(0, 300)}`,
      );
    }
    return JSON.parse(text);
  }
}
