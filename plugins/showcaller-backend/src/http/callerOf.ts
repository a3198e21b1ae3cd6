import type { BackstageCredentials } from '@backstage/backend-plugin-api';

interface Principal {
  type?: unknown;
  userEntityRef?: unknown;
  subject?: unknown;
}

/** Who called, for records: the entity reference of a person, or the name of a service. */
export function callerOf(credentials: BackstageCredentials): string {
  const principal = (credentials.principal ?? {}) as Principal;
  if (typeof principal.userEntityRef === 'string') {
    return principal.userEntityRef;
  }
  return typeof principal.subject === 'string'
    ? principal.subject
    : String(principal.type ?? 'unknown');
}
