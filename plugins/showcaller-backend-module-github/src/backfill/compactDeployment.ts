import type { JsonObject } from '@backstage/types';

/** What the statuses of a deployment are mapped with. */
export type CompactDeployment = JsonObject & { id: number };

const FIELDS = ['sha', 'ref', 'environment', 'created_at'];
/** Fields of the sender's payload that may name an entity. */
const NAMING = ['entityRef', 'component', 'service'];
const LONGEST_TEXT = 2_000;

/** A deployment without what its statuses do not need, so that many of them can wait in a cursor. */
export function compactDeployment(deployment: JsonObject): CompactDeployment {
  const { id, payload } = deployment;
  const compact: CompactDeployment = { id: Number(id) };
  for (const field of FIELDS) {
    const value = deployment[field];
    if (typeof value === 'string') {
      compact[field] = value;
    }
  }
  if (typeof payload === 'string' && payload.length <= LONGEST_TEXT) {
    compact.payload = payload;
  } else if (typeof payload === 'object' && payload !== null) {
    compact.payload = Object.fromEntries(
      Object.entries(payload).filter(
        ([name, value]) => NAMING.includes(name) && typeof value === 'string',
      ),
    );
  }
  return compact;
}
