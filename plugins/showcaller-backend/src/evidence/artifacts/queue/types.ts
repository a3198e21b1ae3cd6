import type {
  RunArtifactFile,
  RunArtifactsStatus,
} from '@showcaller/backstage-plugin-showcaller-common';

/** A row of `run_artifacts`. */
export interface RunArtifactsTableRow {
  id: string;
  source: string;
  repository: string;
  run_id: string;
  attempt: number;
  /** JSON of a FinishedRun. */
  run: string;
  state: RunArtifactsStatus;
  /** JSON of what became of files. */
  files: string;
  /** JSON of ids of artifacts. */
  settled: string;
  attempts: number;
  not_before: string;
  reason: string | null;
  created_at: string;
  updated_at: string;
  leased_by: string | null;
  leased_until: string | null;
}

/** How far the taking of a run's artifacts is. */
export interface TakingProgress {
  files: RunArtifactFile[];
  /** Ids of the artifacts that are through. */
  settled: string[];
}
