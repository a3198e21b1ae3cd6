import type { Entity } from '@backstage/catalog-model';
import { OwnershipSnapshot } from '../../ownership/OwnershipSnapshot';
import type { OwnershipGraph } from '../../ownership/types';

/** Components by name with their annotations; `change` replaces them and tells the listeners. */
export function ownershipOf(
  components: Record<string, Record<string, string>>,
): OwnershipGraph & {
  change(next: Record<string, Record<string, string>>): void;
} {
  const listeners: Array<() => void> = [];
  const read = (from: Record<string, Record<string, string>>) =>
    OwnershipSnapshot.create({
      configuredTier: () => undefined,
      entities: Object.entries(from).map(
        ([name, annotations]): Entity => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, namespace: 'default', annotations },
        }),
      ),
    });
  let snapshot = read(components);
  return {
    resolve: question => snapshot.resolve(question),
    tierOf: (environment, ref) => snapshot.tierOf(environment, ref),
    getComponent: ref => snapshot.getComponent(ref),
    getComponents: () => snapshot.getComponents(),
    componentsOf: ref => snapshot.componentsOf(ref),
    neighboursOf: ref => snapshot.neighboursOf(ref),
    dependentsOf: ref => snapshot.dependentsOf(ref),
    onChanged: listener => listeners.push(listener),
    change(next) {
      snapshot = read(next);
      for (const listener of listeners) {
        listener();
      }
    },
  };
}
