import type { Upload } from '../uploads/types';
import { PatientSender, type PatientSenderOptions } from './PatientSender';
import type { Receipt } from './types';

export interface UploadClientOptions extends PatientSenderOptions {
  /** Address of the backend, e.g. `http://localhost:7007`. */
  url: string;
  /** Of `backend.auth.externalAccess` in the backend's configuration. */
  token: string;
}

const CATALOG_MS = 180_000;

/** Sends reports and incidents as a pipeline does, with an access token, until the receiver takes them. */
export class UploadClient {
  readonly #base: string;
  readonly #token: string;
  readonly #sender: PatientSender;

  private constructor(options: UploadClientOptions) {
    this.#base = `${options.url.replace(/\/+$/, '')}/api/showcaller/`;
    this.#token = options.token;
    const since = Date.now();
    this.#sender = PatientSender.create({
      ...options,
      // A portal that has just started does not know its catalog yet.
      isTemporary: status => status === 404 && Date.now() - since < CATALOG_MS,
    });
  }

  static create(options: UploadClientOptions): UploadClient {
    return new UploadClient(options);
  }

  /** Why sending is held up at the moment. */
  get trouble(): string | undefined {
    return this.#sender.trouble;
  }

  /**
   * @throws Error when the receiver refuses the upload for good, with what to do about it
   */
  async send(upload: Upload): Promise<Receipt> {
    const url = `${this.#base}${upload.path}`;
    const { status, text } = await this.#sender.send({
      method: upload.method,
      url,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': upload.contentType,
      },
      body: Buffer.from(upload.body()),
    });
    if (status < 200 || status >= 300) {
      const advice =
        status === 401
          ? 'The token is not one of backend.auth.externalAccess.'
          : '';
      throw new Error(
        `${url} refused an upload with ${status}: ${text.slice(
          0,
          300,
        )} ${advice}`.trim(),
      );
    }
    return text.includes('"duplicate":true') ? 'duplicate' : 'accepted';
  }
}
