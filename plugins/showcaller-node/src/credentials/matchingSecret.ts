import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Which of some secrets was given, from 0; -1 for none of them. Takes as long whichever it is, and whatever their
 * lengths are. @internal
 */
export function matchingSecret(given: string, secrets: string[]): number {
  const digest = digestOf(given);
  let match = -1;
  for (const [index, secret] of secrets.entries()) {
    if (
      timingSafeEqual(digestOf(secret), digest) &&
      secret !== '' &&
      match < 0
    ) {
      match = index;
    }
  }
  return match;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
