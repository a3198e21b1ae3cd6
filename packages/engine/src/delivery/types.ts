/**
 * One CDEvent as the folds read it. All events given to a fold belong to one subject.
 *
 * @public
 */
export interface DeliveryEvent<TData = unknown> {
  /** Deterministic: the same payload gives the same id, however often it is delivered. */
  id: string;
  /** Full CDEvents type with version, e.g. `dev.cdevents.change.merged.0.3.0`. */
  type: string;
  /** RFC 3339, when it happened at the source. */
  occurredAt: string;
  /** RFC 3339, when it reached us. Never decides an order. */
  receivedAt: string;
  /** `customData` of the event; absent where a sender gave none. */
  data?: TData;
  /** `subject.content` of the event. */
  content: Record<string, unknown>;
}

/** What is read of a change's custom data; every field may be absent. @public */
export interface ChangeEventData {
  repository?: string;
  sha?: string;
  title?: string;
  url?: string;
  branch?: string;
  onDefaultBranch?: boolean;
  authorHash?: string;
  committedAt?: string;
  pullRequest?: { number: number };
  filesAdded?: string[];
  filesModified?: string[];
  filesRemoved?: string[];
  filesTruncated?: boolean;
  filesChanged?: number;
  linesAdded?: number;
  linesDeleted?: number;
}

/** What is read of a pipeline run's custom data. @public */
export interface PipelineRunEventData {
  repository?: string;
  sha?: string;
  branch?: string;
  runId?: string;
  attempt?: number;
  runNumber?: number;
  url?: string;
  trigger?: string;
  startedAt?: string;
  finishedAt?: string;
  rawOutcome?: string;
}

/** One step of a task. @public */
export interface TaskStep {
  name: string;
  status?: string;
  outcome?: string;
  startedAt?: string;
  finishedAt?: string;
}

/** What is read of a task run's custom data. @public */
export interface TaskRunEventData {
  repository?: string;
  sha?: string;
  runId?: string;
  attempt?: number;
  url?: string;
  startedAt?: string;
  finishedAt?: string;
  rawOutcome?: string;
  steps?: TaskStep[];
}

/** What is read of a deployment's custom data. @public */
export interface DeploymentEventData {
  repository?: string;
  deploymentId?: string;
  sha?: string;
  ref?: string;
  environment?: string;
  entity?: string;
  url?: string;
  description?: string;
  requestedAt?: string;
  rawStatus?: string;
}

/** What is read of an artifact's custom data. @public */
export interface ArtifactEventData {
  repository?: string;
  purl?: string;
  digest?: string;
  sha?: string;
  version?: string;
  url?: string;
}
