import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** Every reason for which a person's word is not taken, with the error that they get. */
const REFUSALS = {
  'not-a-person': NotAllowedError,
  'on-behalf-of-a-person': NotAllowedError,
  'no-permission': NotAllowedError,
  'catalog-unread': ServiceUnavailableError,
  'not-in-catalog': NotAllowedError,
  'not-eligible': NotAllowedError,
  'is-requester': NotAllowedError,
  'is-author': NotAllowedError,
  'same-person': NotAllowedError,
  'unknown-decision': NotFoundError,
  'unknown-override': NotFoundError,
  hidden: NotFoundError,
  'invalid-input': InputError,
  'comment-missing': InputError,
  'other-subject': ConflictError,
  'not-enforced': ConflictError,
  'nothing-to-decide': ConflictError,
  superseded: ConflictError,
  expired: ConflictError,
  closed: ConflictError,
  'voted-already': ConflictError,
} as const;

/** Why a person's word was not taken, for the audit log. */
export type RefusalReason = keyof typeof REFUSALS;

/** A person's word that is not taken: says why to them, and in one word to the audit log. */
export class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.name = 'Refusal';
    this.reason = reason;
  }

  /** The same as an error that the HTTP layer knows. */
  toHttpError(): Error {
    return new REFUSALS[this.reason](this.message);
  }
}

const REASON_OF_ERROR: Partial<Record<string, RefusalReason>> = {
  NotAllowedError: 'no-permission',
  NotFoundError: 'hidden',
  InputError: 'invalid-input',
};

/** Why it was refused, where it was; undefined for what merely failed. */
export function refusalReasonOf(error: unknown): RefusalReason | undefined {
  if (error instanceof Refusal) {
    return error.reason;
  }
  return error instanceof Error ? REASON_OF_ERROR[error.name] : undefined;
}
