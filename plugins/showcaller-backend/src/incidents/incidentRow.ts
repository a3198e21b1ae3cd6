import type { OwnershipGraph } from '../ownership/types';
import type { IncidentState } from './foldIncident';
import type { AttributableIncident } from './types';

/** A row of `incident`. */
export interface IncidentRow {
  id: string;
  entity_ref: string | null;
  named_entity: string | null;
  repository: string | null;
  environment: string | null;
  deployment_id: string | null;
  title: string | null;
  url: string | null;
  opened_at: string;
  resolved_at: string | null;
  source: string;
}

export function toIncidentRow(
  id: string,
  state: IncidentState,
  ownership: Pick<OwnershipGraph, 'resolve'>,
): IncidentRow {
  return {
    id,
    entity_ref: state.entityRef ?? ownerOf(state, ownership),
    named_entity: state.namedEntity ?? null,
    repository: state.repository ?? null,
    environment: state.environment ?? null,
    deployment_id: state.deploymentId ?? null,
    title: state.title ?? null,
    url: state.url ?? null,
    opened_at: state.openedAt,
    resolved_at: state.resolvedAt ?? null,
    source: state.source,
  };
}

/** The component that an incident names, or that its repository and environment belong to alone. */
export function ownerOf(
  state: Pick<IncidentState, 'namedEntity' | 'repository' | 'environment'>,
  ownership: Pick<OwnershipGraph, 'resolve'>,
): string | null {
  const { entityRefs } = ownership.resolve({
    repository: state.repository ?? '',
    entity: state.namedEntity,
    environment: state.environment,
  });
  return entityRefs.length === 1 ? entityRefs[0] : null;
}

/** Undefined while the catalog has no component for it. */
export function toIncident(
  row: IncidentRow,
  ownership: Pick<OwnershipGraph, 'tierOf'>,
): AttributableIncident | undefined {
  const entityRef = row.entity_ref;
  if (!entityRef) {
    return undefined;
  }
  const environment = row.environment ?? undefined;
  return {
    id: row.id,
    entityRef,
    environment,
    tier:
      environment === undefined
        ? 'production'
        : ownership.tierOf(environment, entityRef),
    deploymentId: row.deployment_id ?? undefined,
    title: row.title ?? undefined,
    url: row.url ?? undefined,
    openedAt: row.opened_at,
    resolvedAt: row.resolved_at ?? undefined,
    source: row.source,
  };
}
