import type { Entity } from '@backstage/catalog-model';

/** Kinds with a Risk tab; what each shows is in the README. */
export const riskKinds = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
  'group',
] as const;

const rollupKinds = new Set(['system', 'domain', 'group']);

/**
 * Whether an entity has a Risk tab; for `if` of a route or card in the legacy front-end system.
 *
 * @public
 */
export function isRiskAvailable(entity: Entity): boolean {
  const kind = entity.kind.toLocaleLowerCase('en-US');
  return riskKinds.some(riskKind => riskKind === kind);
}

/** Whether an entity has no changes of its own but shows those of what belongs to it. */
export function isRollupKind(entity: Entity): boolean {
  return rollupKinds.has(entity.kind.toLocaleLowerCase('en-US'));
}
