import {
  Entity,
  parseEntityRef,
  RELATION_API_PROVIDED_BY,
  RELATION_CHILD_OF,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PARENT_OF,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';

type Edges = Map<string, Set<string>>;

/** Which edge a relation stands for, and whether the entity that states it is the edge's source. */
const meanings: Record<
  string,
  { edge: keyof RelationEdges; forward: boolean }
> = {
  [RELATION_DEPENDS_ON]: { edge: 'dependents', forward: false },
  [RELATION_DEPENDENCY_OF]: { edge: 'dependents', forward: true },
  [RELATION_PROVIDES_API]: { edge: 'providers', forward: false },
  [RELATION_API_PROVIDED_BY]: { edge: 'providers', forward: true },
  [RELATION_PART_OF]: { edge: 'parts', forward: false },
  [RELATION_HAS_PART]: { edge: 'parts', forward: true },
  [RELATION_CHILD_OF]: { edge: 'children', forward: false },
  [RELATION_PARENT_OF]: { edge: 'children', forward: true },
  [RELATION_OWNED_BY]: { edge: 'owned', forward: false },
  [RELATION_OWNER_OF]: { edge: 'owned', forward: true },
};

/** The relations of the catalog, each as edges from the wider thing to what its risk is made of. */
export interface RelationEdges {
  dependents: Edges;
  providers: Edges;
  parts: Edges;
  children: Edges;
  owned: Edges;
}

/** Relations may be stated on either end; both give the same edges. */
export function readRelations(entities: Entity[]): RelationEdges {
  const edges: RelationEdges = {
    dependents: new Map(),
    providers: new Map(),
    parts: new Map(),
    children: new Map(),
    owned: new Map(),
  };
  for (const entity of entities) {
    const ref = stringifyEntityRef(entity);
    for (const { type, targetRef } of entity.relations ?? []) {
      const meaning = meanings[type];
      if (meaning) {
        const target = targetRef.toLowerCase();
        const [from, to] = meaning.forward ? [ref, target] : [target, ref];
        const targets = edges[meaning.edge].get(from) ?? new Set();
        edges[meaning.edge].set(from, targets.add(to));
      }
    }
  }
  return edges;
}

/** Edges taken both ways. */
export function neighbours(edges: Edges): Edges {
  const both: Edges = new Map();
  const link = (from: string, to: string) =>
    both.set(from, (both.get(from) ?? new Set()).add(to));
  for (const [from, targets] of edges) {
    for (const to of targets) {
      link(from, to);
      link(to, from);
    }
  }
  return both;
}

/** Everything that can be reached over the edges, start included; cycles end. */
function reach(start: string, edges: Edges): Set<string> {
  const reached = new Set([start]);
  for (const ref of reached) {
    for (const next of edges.get(ref) ?? []) {
      reached.add(next);
    }
  }
  return reached;
}

/** What depends on an entity, directly or through others, sorted. */
export function dependentRefs(
  entityRef: string,
  edges: Pick<RelationEdges, 'dependents'>,
): string[] {
  const ref = entityRef.toLowerCase();
  const dependents = reach(ref, edges.dependents);
  dependents.delete(ref);
  return [...dependents].sort();
}

/**
 * References whose risk an entity shows, sorted; the caller keeps those that are Components.
 * Component: itself. API: its providers. Resource: what depends on it, directly or not. System and Domain: their
 * parts, at any depth. Group: what it and its child groups own.
 */
export function relatedRefs(entityRef: string, edges: RelationEdges): string[] {
  const { kind } = parseEntityRef(entityRef);
  const ref = entityRef.toLowerCase();
  switch (kind.toLowerCase()) {
    case 'component':
      return [ref];
    case 'api':
      return [...(edges.providers.get(ref) ?? [])].sort();
    case 'resource':
      return [...reach(ref, edges.dependents)].sort();
    case 'system':
    case 'domain':
      return [...reach(ref, edges.parts)].sort();
    case 'group':
      return [
        ...new Set(
          [...reach(ref, edges.children)].flatMap(group => [
            ...(edges.owned.get(group) ?? []),
          ]),
        ),
      ].sort();
    default:
      return [];
  }
}
