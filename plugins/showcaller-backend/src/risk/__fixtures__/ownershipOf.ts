import type { OwnershipGraph } from '../../ownership/types';

/** A graph of one entity that owns everything, all of it in production. */
export function ownershipOf(entityRef: string): OwnershipGraph {
  return {
    resolve: () => ({ entityRefs: [entityRef] }),
    tierOf: () => 'production',
    getComponent: () => undefined,
    getComponents: () => [],
    componentsOf: () => [entityRef],
    neighboursOf: () => [],
    dependentsOf: () => [],
    onChanged: () => undefined,
  };
}
