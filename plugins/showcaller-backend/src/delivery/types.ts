import type {
  CdEvent,
  DeploymentStatus,
  EnvironmentTier,
  ShowcallerEventData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';

/** A CDEvent as the ingest room stored it. */
export interface StoredEvent {
  /** Deterministic: the same payload gives the same id, however often it is delivered. */
  id: string;
  rawId: string;
  type: string;
  subjectId: string;
  occurredAt: string;
  receivedAt: string;
  event: CdEvent<ShowcallerEventData>;
}

/** What the ingest room hands its events to, inside the transaction that stores them. */
export interface EventSink {
  apply(events: StoredEvent[], tx: Knex.Transaction): Promise<void>;
}

/** Told inside the same transaction, so that what follows from an event is as durable as the event. */
export interface DeliveryListener {
  /**
   * Deployments whose revision, environment, time or predecessor changed, or of whose revision webhooks told
   * something, and that therefore want a (new) score.
   * Status changes alone are not reported.
   */
  onDeploymentsChanged(
    deploymentIds: string[],
    tx: Knex.Transaction,
  ): Promise<void>;
  /** New commits became known to a repository (push or pull request). */
  onChangesSeen?(repository: string, tx: Knex.Transaction): Promise<void>;
}

/** A deployment of one entity. One GitHub deployment of a monorepo may give several, one per entity. */
export interface Deployment {
  /** `<repository>#deployment-<id>` */
  id: string;
  entityRef: string;
  repository: string;
  sha: string;
  environment: string;
  tier: EnvironmentTier;
  status: DeploymentStatus;
  /** When it was asked for: the scoring clock. */
  requestedAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** When the first event of it reached us; more than an hour after `requestedAt` makes it backfill. */
  firstReceivedAt: string;
  url?: string;
}

/** What other rooms may ask of delivery. */
export interface DeliveryReader {
  getDeployment(id: string): Promise<Deployment | undefined>;
  /** The last deployment of the same entity and environment requested before this one that did not fail. */
  getPreviousDeployment(
    deployment: Deployment,
  ): Promise<Deployment | undefined>;
  /** What webhooks told about a commit, where they told anything. */
  getChange(repository: string, sha: string): Promise<ChangeRecord | undefined>;
  /** Deployment counts per entity since a time, for roll-ups. */
  countDeployments(options: {
    entityRefs: string[];
    since: string;
  }): Promise<Map<string, { total: number; failed: number }>>;
  /** Whether a change or a pipeline run of any of the entities was ever told of. */
  hasActivity(entityRefs: string[]): Promise<boolean>;
  /** Status of deployments by id. */
  getStatuses(ids: string[]): Promise<Map<string, DeploymentStatus>>;
}

/** A change as webhooks told it. */
export interface ChangeRecord {
  repository: string;
  sha: string;
  status: 'created' | 'updated' | 'merged' | 'abandoned';
  title?: string;
  url?: string;
  pullRequest?: number;
  committedAt?: string;
  authorHash?: string;
  files?: string[];
  filesTruncated: boolean;
  filesChanged?: number;
  linesAdded?: number;
  linesDeleted?: number;
  /** When a source last told something about it. */
  observedAt: string;
}
