import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { EnvironmentTier } from '@showcaller/backstage-plugin-showcaller-common';
import { wellKnownTier, type TierRule } from './environmentTiers';
import { readComponent } from './readComponent';
import {
  dependentRefs,
  neighbours,
  readRelations,
  relatedRefs,
  type RelationEdges,
} from './relatedComponents';
import { resolveOwner } from './resolveOwner';
import type {
  OwnedComponent,
  OwnershipAnswer,
  OwnershipQuestion,
} from './types';

/** The catalog at one moment, as an ownership graph. Immutable. */
export class OwnershipSnapshot {
  readonly #components = new Map<string, OwnedComponent>();
  readonly #byRepository = new Map<string, OwnedComponent[]>();
  readonly #edges: RelationEdges;
  readonly #neighbours: Map<string, Set<string>>;
  readonly #configuredTier: TierRule;

  static create(options: {
    entities: Entity[];
    configuredTier: TierRule;
  }): OwnershipSnapshot {
    return new OwnershipSnapshot(options);
  }

  private constructor(options: {
    entities: Entity[];
    configuredTier: TierRule;
  }) {
    this.#configuredTier = options.configuredTier;
    this.#edges = readRelations(options.entities);
    this.#neighbours = neighbours(this.#edges.dependents);
    const components = options.entities
      .filter(entity => entity.kind.toLowerCase() === 'component')
      .map(entity => readComponent(entity, name => this.tierOf(name)))
      .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    for (const component of components) {
      this.#components.set(component.entityRef, component);
      if (component.repository) {
        const sharing = this.#byRepository.get(component.repository) ?? [];
        this.#byRepository.set(component.repository, [...sharing, component]);
      }
    }
  }

  resolve(question: OwnershipQuestion): OwnershipAnswer {
    return resolveOwner(question, {
      components: this.#components,
      ofRepository:
        this.#byRepository.get(question.repository.toLowerCase()) ?? [],
    });
  }

  /** An unknown name is taken for production: better to gate too much than to let something through. */
  tierOf(environment: string, entityRef?: string): EnvironmentTier {
    const component = entityRef ? this.getComponent(entityRef) : undefined;
    return (
      component?.environments.get(environment.trim().toLowerCase()) ??
      this.#configuredTier(environment) ??
      wellKnownTier(environment) ??
      'production'
    );
  }

  getComponent(entityRef: string): OwnedComponent | undefined {
    return this.#components.get(entityRef.toLowerCase());
  }

  getComponents(): OwnedComponent[] {
    return [...this.#components.values()];
  }

  componentsOf(entityRef: string): string[] {
    return relatedRefs(entityRef, this.#edges).filter(ref =>
      this.#components.has(ref),
    );
  }

  neighboursOf(entityRef: string): string[] {
    return [...(this.#neighbours.get(entityRef.toLowerCase()) ?? [])].sort();
  }

  dependentsOf(entityRef: string): string[] {
    return dependentRefs(entityRef, this.#edges);
  }
}

/** Equal exactly when nothing that ownership is made of changed. */
export function ownershipSignature(entities: Entity[]): string {
  return JSON.stringify(
    entities
      .map(entity => [
        stringifyEntityRef(entity),
        entity.metadata.title,
        Object.entries(entity.metadata.annotations ?? {}).sort(),
        Object.entries(entity.metadata.labels ?? {}).sort(),
        (entity.relations ?? [])
          .map(relation => `${relation.type} ${relation.targetRef}`)
          .sort(),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
