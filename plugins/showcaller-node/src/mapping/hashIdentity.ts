import { createHmac } from 'node:crypto';

/**
 * Stands for a person without telling who it is: 32 hex digits. Undefined without a salt, because a plain hash could be
 * guessed, and for nobody. Upper and lower case are the same.
 *
 * @public
 */
export function hashIdentity(
  identity: string | undefined,
  salt: string | undefined,
): string | undefined {
  return identity === undefined || !salt
    ? undefined
    : createHmac('sha256', salt)
        .update(identity.trim().toLowerCase())
        .digest('hex')
        .slice(0, 32);
}
