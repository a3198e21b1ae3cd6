import type { PolicyFile } from '@showcaller/engine/policy';
import type {
  ApprovalInboxRow,
  ApprovalRequest,
  ApprovalState,
  GateOverride,
  OverrideConfirmationRequest,
  OverrideRequest,
} from './approvals';
import type {
  AuditConsistency,
  AuditEntry,
  AuditFilter,
  AuditOverview,
  AuditProof,
  AuditVerification,
} from './audit';
import type { BackfillRequest, BackfillRow } from './backfill';
import type {
  ChangeRow,
  DeploymentRow,
  HistoryImportRow,
  Page,
  PipelineRunRow,
  UnmappedRepository,
} from './delivery';
import type { GateDecisionDetail, GateDecisionRow } from './gate';
import type {
  IngestSourceRow,
  RawEventDetail,
  RawEventRow,
  RawEventStatus,
  ReplayRequest,
  ReplayResult,
} from './ingest';
import type {
  DecisionFeedback,
  DeploymentLabel,
  FeedbackReport,
  IncidentRecord,
  LabelCorrectionRequest,
} from './labels';
import type {
  DriftReport,
  ModelEvaluation,
  ModelHealth,
  RiskModelVersion,
  TrainingRun,
} from './models';
import type {
  PolicyBundleDetail,
  PolicyBundleRow,
  PolicyCheck,
  PolicyComparison,
  PolicyOverview,
} from './policies';
import type {
  EntityRisk,
  GateDecision,
  RiskAssessment,
  RiskExplanationDetail,
  RiskModelCard,
  RiskRollupRow,
  RiskTrendPoint,
} from './risk';
import type { ArtifactEvidence } from './supplyChain';

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
  /** `GET risk/assessments/:id/explanation` */
  getRiskExplanation(assessmentId: string): Promise<RiskExplanationDetail>;
  /** `GET risk/labels/:deploymentId`; undefined when the deployment is not known */
  getLabel(deploymentId: string): Promise<DeploymentLabel | undefined>;
  /** `POST risk/labels/:deploymentId/correction` */
  correctLabel(
    deploymentId: string,
    request: LabelCorrectionRequest,
  ): Promise<DeploymentLabel>;
  /** `GET incidents/entities/:kind/:namespace/:name` newest first */
  getIncidents(
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<IncidentRecord>>;
  /** `GET risk/models` */
  getModelHealth(): Promise<ModelHealth>;
  /** `GET risk/models/:hash/evaluation`; undefined until the first back-test */
  getModelEvaluation(hash: string): Promise<ModelEvaluation | undefined>;
  /** `GET risk/drift`; undefined until it was computed once */
  getDrift(): Promise<DriftReport | undefined>;
  /** `POST risk/models/train` */
  startTraining(): Promise<TrainingRun>;
  /** `POST risk/models/train/:id/cancel` */
  cancelTraining(id: string): Promise<TrainingRun>;
  /** `POST risk/models/:hash/promote` `{ reason }` */
  promoteModel(hash: string, reason: string): Promise<RiskModelVersion>;
  /** `POST risk/models/rollback` `{ reason }`: back to the previous champion */
  rollBackModel(reason: string): Promise<RiskModelVersion>;
  /** `GET risk/feedback?days=` */
  getDecisionFeedback(days?: number): Promise<DecisionFeedback>;
  /** `GET risk/reports` newest month first, at most 12 */
  getFeedbackReports(): Promise<FeedbackReport[]>;
  /** `GET delivery/backfills` */
  getBackfills(): Promise<BackfillRow[]>;
  /** `POST delivery/backfills` */
  startBackfill(request: BackfillRequest): Promise<BackfillRow>;
  /** `POST delivery/backfills/:kind/:namespace/:name/cancel`: what was stored stays, the next start goes on from there */
  cancelBackfill(entityRef: string): Promise<BackfillRow>;
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
  /** `GET gate/entities/:kind/:namespace/:name/decisions` newest first */
  getGateDecisions(
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<GateDecisionRow>>;
  /** `GET gate/decisions/:id/detail` */
  getGateDecision(id: string): Promise<GateDecisionDetail>;
  /** `POST gate/decisions/:id/approvals` */
  voteOnDecision(id: string, request: ApprovalRequest): Promise<ApprovalState>;
  /** `POST gate/decisions/:id/overrides` */
  overrideDecision(id: string, request: OverrideRequest): Promise<GateOverride>;
  /** `POST gate/overrides/:id/confirmation` */
  confirmOverride(
    id: string,
    request: OverrideConfirmationRequest,
  ): Promise<GateOverride>;
  /** `GET gate/overrides` newest first */
  getOverrides(page?: PageRequest): Promise<Page<GateOverride>>;
  /** `GET gate/approvals?scope=` what waits: `mine` for the caller's word, `all` that they may see; longest waiting first */
  getApprovals(
    filter?: { scope?: 'mine' | 'all' } & PageRequest,
  ): Promise<Page<ApprovalInboxRow>>;
  /** `GET evidence/artifacts/:digest`; undefined when nothing was told of the artifact */
  getArtifactEvidence(digest: string): Promise<ArtifactEvidence | undefined>;
  /** `GET policies` */
  getPolicies(): Promise<PolicyOverview>;
  /** `GET policies/bundles` newest first */
  getPolicyBundles(page?: PageRequest): Promise<Page<PolicyBundleRow>>;
  /** `GET policies/bundles/:hash` */
  getPolicyBundle(hash: string): Promise<PolicyBundleDetail>;
  /** `POST policies/check` `{ files }`: compiles and runs the tests, stores nothing */
  checkPolicies(files: PolicyFile[]): Promise<PolicyCheck>;
  /** `POST policies/bundles` `{ files, comment }` */
  storePolicies(
    files: PolicyFile[],
    comment: string,
  ): Promise<PolicyBundleDetail>;
  /** `POST policies/bundles/:hash/shadow`: evaluated beside the active one from now on; there is one shadow at most */
  shadowPolicies(hash: string): Promise<PolicyBundleDetail>;
  /** `POST policies/shadow/stop` */
  stopShadow(): Promise<PolicyOverview>;
  /** `GET policies/bundles/:hash/shadow`; undefined when it never was the shadow */
  getShadowComparison(hash: string): Promise<PolicyComparison | undefined>;
  /** `POST policies/bundles/:hash/dry-run` `{ days }` 1-90 */
  startDryRun(hash: string, days: number): Promise<PolicyComparison>;
  /** `GET policies/bundles/:hash/dry-run`; undefined when there was none */
  getDryRun(hash: string): Promise<PolicyComparison | undefined>;
  /** `POST policies/bundles/:hash/proposal` `{ reason }` */
  proposePolicies(hash: string, reason: string): Promise<PolicyBundleDetail>;
  /** `POST policies/bundles/:hash/activation` `{ reason }`: by somebody else than who proposed it */
  activatePolicies(hash: string, reason: string): Promise<PolicyBundleDetail>;
  /** `POST policies/bundles/:hash/withdrawal` `{ reason }`: takes a proposal back, or declines it */
  withdrawPolicies(hash: string, reason: string): Promise<PolicyBundleDetail>;
  /** `GET audit` */
  getAuditOverview(): Promise<AuditOverview>;
  /** `GET audit/entries` newest first */
  getAuditEntries(
    filter?: AuditFilter & PageRequest,
  ): Promise<Page<AuditEntry>>;
  /** `GET audit/entries/:seq/proof` */
  getAuditProof(seq: number): Promise<AuditProof>;
  /** `GET audit/consistency?from=&to=`: that the log of `from` entries is the beginning of that of `to` entries */
  getAuditConsistency(from: number, to: number): Promise<AuditConsistency>;
  /** `POST audit/verification`: checks the whole log, in the background */
  startAuditVerification(): Promise<AuditVerification>;
  /** `GET audit/verification`; undefined when there was none */
  getAuditVerification(): Promise<AuditVerification | undefined>;
}
