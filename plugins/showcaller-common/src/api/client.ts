import type {
  ChangeRow,
  DeploymentRow,
  HistoryImportRow,
  Page,
  PipelineRunRow,
  UnmappedRepository,
} from './delivery';
import type {
  IngestSourceRow,
  RawEventDetail,
  RawEventRow,
  RawEventStatus,
  ReplayRequest,
  ReplayResult,
} from './ingest';
import type {
  EntityRisk,
  GateDecision,
  RiskAssessment,
  RiskModelCard,
  RiskRollupRow,
  RiskTrendPoint,
} from './risk';

/** Part of a listing. `limit` 1-100, default 20. @public */
export interface PageRequest {
  limit?: number;
  offset?: number;
}

/**
 * The HTTP API of the backend as one interface; paths are below `/api/showcaller`.
 * `entityRef` is a full reference such as `component:default/payments-api`.
 *
 * @public
 */
export interface ShowcallerApi {
  /** `GET risk/entities/:kind/:namespace/:name` */
  getEntityRisk(entityRef: string): Promise<EntityRisk>;
  /** `GET risk/entities/:kind/:namespace/:name/trend?days=` oldest first, at most 500 points */
  getRiskTrend(
    entityRef: string,
    options?: { days?: number },
  ): Promise<RiskTrendPoint[]>;
  /** `GET risk/rollup/:kind/:namespace/:name` */
  getRiskRollup(entityRef: string): Promise<RiskRollupRow[]>;
  /** `GET risk/assessments/:id` */
  getAssessment(
    id: string,
  ): Promise<{ assessment: RiskAssessment; decision?: GateDecision }>;
  /** `GET risk/model` */
  getModel(): Promise<RiskModelCard>;
  /** `GET delivery/entities/:kind/:namespace/:name/deployments` newest first */
  getDeployments(
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<DeploymentRow>>;
  /** `GET delivery/entities/:kind/:namespace/:name/runs` newest first */
  getPipelineRuns(
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<PipelineRunRow>>;
  /** `GET delivery/entities/:kind/:namespace/:name/changes` newest first */
  getChanges(entityRef: string, page?: PageRequest): Promise<Page<ChangeRow>>;
  /** `GET delivery/unmapped` */
  getUnmappedRepositories(
    page?: PageRequest,
  ): Promise<Page<UnmappedRepository>>;
  /** `GET delivery/imports` */
  getHistoryImports(): Promise<HistoryImportRow[]>;
  /** `GET delivery/imports/:kind/:namespace/:name`; undefined when the entity was never imported */
  getHistoryImport(entityRef: string): Promise<HistoryImportRow | undefined>;
  /** `POST delivery/imports` `{ entityRef }` */
  startHistoryImport(entityRef: string): Promise<HistoryImportRow>;
  /** `GET ingest/sources` */
  getIngestSources(): Promise<IngestSourceRow[]>;
  /** `GET ingest/events` newest first */
  getRawEvents(
    filter?: { status?: RawEventStatus; source?: string } & PageRequest,
  ): Promise<Page<RawEventRow>>;
  /** `GET ingest/events/:id` */
  getRawEvent(id: string): Promise<RawEventDetail>;
  /** `POST ingest/replay` */
  replay(request: ReplayRequest): Promise<ReplayResult>;
}
