import type {
  ChangeRow,
  PipelineRunRow,
} from '@showcaller/backstage-plugin-showcaller-common';

interface ChangeTableRow {
  id: string;
  repository: string;
  sha: string;
  title: string | null;
  status: ChangeRow['status'];
  pull_request: number | null;
  committed_at: string | null;
  url: string | null;
}

interface PipelineRunTableRow {
  id: string;
  repository: string;
  name: string | null;
  sha: string | null;
  branch: string | null;
  attempt: number;
  status: PipelineRunRow['status'];
  queued_at: string | null;
  started_at: string | null;
  finished_at: string | null;
  url: string | null;
}

/** A `change` row as the API answers it. */
export function toChangeRow(row: ChangeTableRow): ChangeRow {
  return {
    id: row.id,
    repository: row.repository,
    sha: row.sha,
    title: row.title ?? undefined,
    status: row.status,
    pullRequest: row.pull_request ?? undefined,
    committedAt: row.committed_at ?? undefined,
    url: row.url ?? undefined,
  };
}

/** A `pipeline_run` row as the API answers it. */
export function toPipelineRunRow(
  row: PipelineRunTableRow,
  entityRef: string | undefined,
): PipelineRunRow {
  return {
    id: row.id,
    entityRef,
    repository: row.repository,
    name: row.name ?? undefined,
    sha: row.sha ?? undefined,
    branch: row.branch ?? undefined,
    attempt: row.attempt,
    status: row.status,
    queuedAt: row.queued_at ?? undefined,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    url: row.url ?? undefined,
  };
}
