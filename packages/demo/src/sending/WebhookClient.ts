import type { Delivery } from '../webhooks/types';
import { PatientSender, type PatientSenderOptions } from './PatientSender';
import type { Receipt } from './types';
import { webhookRequest } from './webhookRequest';

export interface WebhookClientOptions extends PatientSenderOptions {
  /** Address of the backend, e.g. `http://localhost:7007`. */
  url: string;
  secret: string;
}

/**
 * Posts signed webhooks as GitHub does, except that it tries again until the receiver takes one. A refusal is an error.
 */
export class WebhookClient {
  readonly #endpoint: string;
  readonly #secret: string;
  readonly #sender: PatientSender;

  private constructor(options: WebhookClientOptions) {
    const base = options.url.replace(/\/+$/, '');
    this.#endpoint = `${base}/api/showcaller/webhooks/github`;
    this.#secret = options.secret;
    this.#sender = PatientSender.create(options);
  }

  static create(options: WebhookClientOptions): WebhookClient {
    return new WebhookClient(options);
  }

  /** Why sending is held up at the moment. */
  get trouble(): string | undefined {
    return this.#sender.trouble;
  }

  /**
   * @throws Error when the receiver refuses the delivery for good, with what to do about it
   */
  async send(delivery: Delivery): Promise<Receipt> {
    const { status, text } = await this.#sender.send({
      method: 'POST',
      url: this.#endpoint,
      ...webhookRequest(delivery, this.#secret),
    });
    if (status < 200 || status >= 300) {
      throw new Error(refusal(status, text, this.#endpoint));
    }
    return status === 200 && text.includes('duplicate')
      ? 'duplicate'
      : 'accepted';
  }
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
