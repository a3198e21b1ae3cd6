import type { EnvironmentTier } from '../environments';
import type { DeploymentStatus, GateOutcome } from './risk';

/** A page of a listing. @public */
export interface Page<T> {
  items: T[];
  totalItems: number;
  limit: number;
  offset: number;
}

/** @public */
export interface DeploymentRow {
  id: string;
  entityRef: string;
  repository: string;
  sha: string;
  environment: string;
  tier: EnvironmentTier;
  status: DeploymentStatus;
  requestedAt?: string;
  startedAt?: string;
  finishedAt?: string;
  url?: string;
  risk?: number;
  outcome?: GateOutcome;
}

/** @public */
export type RunStatus =
  | 'queued'
  | 'running'
  | 'success'
  | 'failure'
  | 'cancel'
  | 'error';

/** @public */
export interface PipelineRunRow {
  id: string;
  entityRef?: string;
  repository: string;
  name?: string;
  sha?: string;
  branch?: string;
  attempt: number;
  status: RunStatus;
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
  url?: string;
}

/** @public */
export interface ChangeRow {
  id: string;
  repository: string;
  sha: string;
  title?: string;
  status: 'created' | 'updated' | 'merged' | 'abandoned';
  pullRequest?: number;
  committedAt?: string;
  url?: string;
  risk?: number;
}

/** A repository that sends events and belongs to no entity. @public */
export interface UnmappedRepository {
  repository: string;
  source: string;
  events: number;
  firstSeen: string;
  lastSeen: string;
  /** Why it could not be given to an entity, and what to do. */
  reason: string;
}

/** @public */
export interface HistoryImportRow {
  entityRef: string;
  repository: string;
  location: string;
  status: 'queued' | 'running' | 'done' | 'failed';
  commitsDone: number;
  commitsTotal?: number;
  commitsPerSecond?: number;
  etaSeconds?: number;
  headSha?: string;
  startedAt?: string;
  finishedAt?: string;
  error?: string;
}
