import { CustomErrorBase } from '@backstage/errors';

const names = {
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  413: 'PayloadTooLargeError',
  415: 'UnsupportedMediaTypeError',
  429: 'TooManyRequestsError',
  503: 'ServiceUnavailableError',
} as const;

/** A webhook that is not taken in, with the HTTP status that says why. Nothing of it was stored. */
export class WebhookRefusal extends CustomErrorBase {
  readonly statusCode: keyof typeof names;

  constructor(statusCode: keyof typeof names, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.name = names[statusCode];
  }
}
