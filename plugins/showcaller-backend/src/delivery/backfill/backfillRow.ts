import type { BackfillRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { StoredBackfill } from './types';

/** A row of `delivery_backfill`. */
export interface BackfillTableRow {
  source: string;
  target: string;
  repository: string;
  annotations: string;
  status: BackfillRow['status'];
  stage: string;
  since: string;
  cursor: string | null;
  requests: number;
  items_stored: number;
  attempts: number;
  not_before: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  leased_by: string | null;
  leased_until: string | null;
}

export function toStoredBackfill(row: BackfillTableRow): StoredBackfill {
  return {
    source: row.source,
    target: row.target,
    repository: row.repository,
    status: row.status,
    stage: row.stage,
    requests: row.requests,
    itemsStored: row.items_stored,
    since: row.since,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    waitingUntil: row.status === 'waiting' ? row.not_before : undefined,
    error: row.error ?? undefined,
  };
}
