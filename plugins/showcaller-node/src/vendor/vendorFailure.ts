import type { VendorErrorKind } from './VendorError';

const SAID_CHARACTERS = 300;

/** What a status of 300 and above means. @internal */
export function kindOf(status: number, limited: boolean): VendorErrorKind {
  if (limited) {
    return 'rate-limited';
  }
  if (status >= 500 || status === 408) {
    return 'unavailable';
  }
  return status === 404 || status === 410 ? 'not-found' : 'refused';
}

/** What the vendor says about an error: `message` or `error` of a JSON body. Never a page of HTML. @internal */
export function messageOf(body: string): string | undefined {
  try {
    const { message, error } = JSON.parse(body);
    const said = [message, error].find(text => typeof text === 'string');
    return said?.slice(0, SAID_CHARACTERS);
  } catch {
    return undefined;
  }
}

/** Why a request failed; fetch hides that in `cause`: `ECONNREFUSED`. @internal */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  const inner = cause instanceof Error ? cause.message : undefined;
  return [message ?? String(error), inner].filter(Boolean).join(': ');
}
