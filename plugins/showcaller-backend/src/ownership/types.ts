import type { EnvironmentTier } from '@showcaller/backstage-plugin-showcaller-common';

/** What an event says about whom it belongs to. */
export interface OwnershipQuestion {
  /** `owner/repo`, lower case. */
  repository: string;
  /** Entity named in the payload. */
  entity?: string;
  /** Raw environment name, for deployments. */
  environment?: string;
  /** Touched paths, for changes of monorepos. */
  files?: string[];
}

export type OwnershipAnswer =
  | { entityRefs: string[] }
  | { entityRefs: []; reason: string };

/** A component as Showcaller knows it from the catalog. */
export interface OwnedComponent {
  entityRef: string;
  title?: string;
  owner?: string;
  repository?: string;
  gitLocation?: string;
  gitPath?: string;
  /** Raw environment name → tier, from the annotation. */
  environments: Map<string, EnvironmentTier>;
  strategyTable: string;
  tier?: number;
  /** All of them, for integrations that have their own. */
  annotations: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
}

/** The catalog as an ownership graph, held in memory and refreshed; answers need no I/O. */
export interface OwnershipGraph {
  resolve(question: OwnershipQuestion): OwnershipAnswer;
  /** Tier of a raw environment name: annotation of the entity, then configuration, then well-known names. */
  tierOf(environment: string, entityRef?: string): EnvironmentTier;
  getComponent(entityRef: string): OwnedComponent | undefined;
  getComponents(): OwnedComponent[];
  /** Components whose risk an entity shows: itself, an API's providers, a Resource's dependents, a System's, Domain's or Group's own. */
  componentsOf(entityRef: string): string[];
  /** Entities one step of `dependsOn` away, in either direction, sorted: Components and Resources. */
  neighboursOf(entityRef: string): string[];
  /** Entities that depend on it, directly or through others, sorted. */
  dependentsOf(entityRef: string): string[];
  /** Called after a refresh that changed anything. */
  onChanged(listener: () => void): void;
}
