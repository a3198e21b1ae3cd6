/**
 * Why a request to a vendor's API failed. `rate-limited`: asked too often. `unavailable`: no answer, a cut one, or a
 * server error. `not-found`: 404 and 410. `too-large`: an answer longer than what is read. `refused`: credentials, permissions, a request or a redirect that will not be
 * accepted however often it is sent.
 *
 * @public
 */
export type VendorErrorKind =
  | 'rate-limited'
  | 'unavailable'
  | 'not-found'
  | 'too-large'
  | 'refused';

/** @public */
export interface VendorErrorOptions {
  kind: VendorErrorKind;
  /** HTTP status, where there was an answer. */
  status?: number;
  /** Not to be tried again before; the vendor said so. */
  retryAt?: Date;
  cause?: unknown;
}

/** A failed request to a vendor's API. The message says what was asked and what to do; never a credential. @public */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  readonly kind: VendorErrorKind;
  readonly status?: number;
  readonly retryAt?: Date;

  constructor(message: string, options: VendorErrorOptions) {
    super(message, { cause: options.cause });
    this.kind = options.kind;
    this.status = options.status;
    this.retryAt = options.retryAt;
  }

  /** True when the same request may succeed later. */
  get retryable(): boolean {
    return this.kind === 'rate-limited' || this.kind === 'unavailable';
  }
}

/** Also for an error of another copy of this package. @public */
export function isVendorError(error: unknown): error is VendorError {
  return error instanceof Error && error.name === 'VendorError';
}
