import type { OwnershipGraph } from '../ownership/types';
import type { DeploymentTableRow } from './DeploymentStore';
import type { Deployment } from './types';

/** A stored deployment as other rooms see it; undefined while it belongs to no entity. */
export function toDeployment(
  row: DeploymentTableRow | undefined,
  ownership: Pick<OwnershipGraph, 'tierOf'>,
): Deployment | undefined {
  if (!row?.entity_ref) {
    return undefined;
  }
  return {
    id: row.id,
    entityRef: row.entity_ref,
    repository: row.repository,
    sha: row.sha,
    environment: row.environment,
    tier: ownership.tierOf(row.environment, row.entity_ref),
    status: row.status,
    requestedAt: row.requested_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    firstReceivedAt: row.first_received_at,
    url: row.url ?? undefined,
  };
}
