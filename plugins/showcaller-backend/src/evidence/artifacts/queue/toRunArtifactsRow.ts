import type {
  RunArtifactFile,
  RunArtifactsRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { FinishedRun } from '@showcaller/backstage-plugin-showcaller-node';
import type { RunArtifactsTableRow } from './types';

const THERE = new Set<RunArtifactFile['status']>(['taken', 'known']);

export function toRunArtifactsRow(row: RunArtifactsTableRow): RunArtifactsRow {
  const run: FinishedRun = JSON.parse(row.run);
  const files: RunArtifactFile[] = JSON.parse(row.files);
  const taken = files.filter(({ status }) => THERE.has(status)).length;
  return {
    id: row.id,
    source: row.source,
    repository: row.repository,
    sha: run.sha,
    runId: row.run_id,
    attempt: row.attempt,
    url: run.url,
    status: row.state,
    taken,
    refused: files.length - taken,
    files,
    reason: row.reason ?? undefined,
    attempts: row.attempts,
    nextTryAt: row.state === 'pending' ? row.not_before : undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
