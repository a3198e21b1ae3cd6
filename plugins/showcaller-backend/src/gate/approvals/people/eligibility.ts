import {
  type Entity,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { groupRef } from '../approvalsConfig';

/** Groups and users that may say something to an entity's decisions: the group of the role, or else the owners. */
export function eligibleFor(
  entity: Entity | undefined,
  role: string | undefined,
): string[] {
  if (role !== undefined) {
    return [groupRef(role)];
  }
  return relationsOf(entity, RELATION_OWNED_BY);
}

/**
 * Whether a person is one of those, by the catalog: the same rule by which Backstage makes ownership claims at sign-in,
 * themselves and the groups that they are a direct member of. A member of a child group is not one.
 */
export function isAmong(user: Entity, eligible: string[]): boolean {
  const claims = new Set([
    stringifyEntityRef(user).toLowerCase(),
    ...relationsOf(user, RELATION_MEMBER_OF).map(ref => ref.toLowerCase()),
  ]);
  return eligible.some(ref => claims.has(ref.toLowerCase()));
}

function relationsOf(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
