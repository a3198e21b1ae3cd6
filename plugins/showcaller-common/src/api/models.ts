import type { LabelReason } from './labels';
import type { RiskModelCard } from './risk';

/** Where the organisation stands on the model ladder: each rung needs more matured labels. @public */
export type ModelRung = 'prior' | 'calibrated' | 'boosted' | 'local';

/** `retired` models served once; `rejected` ones were worse than the champion; `failed` ones were withdrawn by the fall-back. @public */
export type ModelStatus =
  | 'champion'
  | 'challenger'
  | 'retired'
  | 'rejected'
  | 'failed';

/** Measures of a model on labelled rows that training did not see; absent ones could not be measured. @public */
export interface ModelMetrics {
  rows: number;
  positives: number;
  rocAuc?: number;
  prAuc?: number;
  brier?: number;
  logLoss?: number;
  /** Expected calibration error over ten bins. */
  ece?: number;
  /** Share (0-1) of all failures among the 10 % of rows with the highest risk. */
  captureTop10?: number;
}

/** One version in the model registry. @public */
export interface RiskModelVersion {
  /** SHA-256 that names the model: of the ONNX file, the calibrator and the schema together. */
  hash: string;
  id: string;
  version: string;
  rung: ModelRung;
  status: ModelStatus;
  /** Hash of the model it was built on. */
  parent?: string;
  /** `shipped`, `trained` here, or `registered` by an operator as an ONNX file. */
  origin: 'shipped' | 'trained' | 'registered';
  createdAt: string;
  /** Times of the oldest and newest training row. */
  trainingWindow?: { from: string; to: string };
  trainingRows: number;
  trainingPositives: number;
  /** What the labels are: deployments, or changes traced back by SZZ. */
  labelSource?: 'deployments' | 'changes';
  /** On the later time slice that decided about promotion. */
  metrics?: ModelMetrics;
  /** The same rows judged by the simple models. */
  controls?: { logistic?: ModelMetrics; linesAdded?: ModelMetrics };
  /** Why it has its status, in words. */
  statusReason?: string;
  statusChangedAt?: string;
  /** Entity reference of the person who changed the status, or `showcaller` for the schedule. */
  statusChangedBy?: string;
}

/** @public */
export type TrainingRunStatus =
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled';

/** One training: scheduled or asked for. @public */
export interface TrainingRun {
  id: string;
  status: TrainingRunStatus;
  trigger: 'schedule' | 'person' | 'rung';
  requestedBy?: string;
  rung: ModelRung;
  /** What it learns from: deployments, or changes traced back by SZZ until there are enough deployments. */
  labelSource?: 'deployments' | 'changes';
  /** What it is doing, in words: `reading labels`, `growing trees (bag 2 of 3)` … */
  stage: string;
  /** 0-1 */
  progress: number;
  etaSeconds?: number;
  queuedAt: string;
  startedAt?: string;
  finishedAt?: string;
  rows?: number;
  positives?: number;
  /** Hash of the model that came out. */
  modelHash?: string;
  /** What came of it (`promoted`, `challenger is not better: …`) or why it failed. */
  outcome?: string;
}

/** @public */
export interface LadderState {
  /** The highest rung that there are enough outcomes for; the model that serves may stand lower, where none was better. */
  rung: ModelRung;
  /** Matured labels, and how many of them are failures. */
  labels: number;
  positives: number;
  /** Deployments that still wait for their label. */
  maturing: number;
  /** Changes labelled from git history, used until there are enough deployments. */
  changeLabels: number;
  maturityDays: number;
  /** By what the failures among the labels are known; one failure may be known by several. */
  reasons?: Array<{ reason: LabelReason; count: number }>;
  /** What the next rung needs; absent on the last. */
  next?: { rung: ModelRung; labels: number; positives: number };
}

/** A live comparison of champion and challenger on the same deployments. @public */
export interface ShadowComparison {
  champion: string;
  challenger: string;
  startedAt: string;
  /** Matured deployments that both scored. */
  rows: number;
  /** Mean of champion's log loss minus challenger's; above 0 the challenger is better. */
  difference?: number;
  /** Anytime-valid 95 % interval of the difference. */
  interval?: { low: number; high: number };
  verdict: 'challenger better' | 'champion better' | 'not yet';
}

/** Answer of `GET risk/models`. @public */
export interface ModelHealth {
  ladder: LadderState;
  serving: RiskModelCard;
  versions: RiskModelVersion[];
  /** The training that runs or waits, if any. */
  training?: TrainingRun;
  /** Newest first, at most 20. */
  runs: TrainingRun[];
  shadow?: ShadowComparison;
  /** Alerts that are on: drift, calibration, fall-back; each in words. */
  alerts: Array<{
    id: string;
    severity: 'watch' | 'act';
    text: string;
    since: string;
  }>;
  asOf: string;
}

/** @public */
export interface CurvePoint {
  x: number;
  y: number;
}

/** One bin of a reliability curve. @public */
export interface ReliabilityBin {
  /** Mean predicted probability. */
  predicted: number;
  /** Share of failures, with its 95 % interval (Wilson). */
  observed: number;
  low: number;
  high: number;
  rows: number;
}

/** Error rates of one team or tier at the threshold of the gate. @public */
export interface FairnessRow {
  /** Owner reference, or `tier 1`. */
  group: string;
  kind: 'team' | 'tier';
  rows: number;
  positives: number;
  /** Share of clean deployments that were called high risk; absent when there are too few rows. */
  falsePositiveRate?: { value: number; low: number; high: number };
  /** Share of failed deployments that were not called high risk. */
  falseNegativeRate?: { value: number; low: number; high: number };
  tooSmall: boolean;
}

/** Result of the scheduled back-test of one model. @public */
export interface ModelEvaluation {
  modelHash: string;
  computedAt: string;
  /** Times of the oldest and newest row that was predicted; walk-forward: each before its label was known. */
  window: { from: string; to: string };
  rows: number;
  positives: number;
  metrics: ModelMetrics;
  controls: { logistic?: ModelMetrics; linesAdded?: ModelMetrics };
  captureInterval?: { low: number; high: number };
  /** Observed minus predicted share of failures. */
  calibrationInTheLarge?: { difference: number; low: number; high: number };
  /** From (0, 0) to (1, 1); at most about 200 points. `x` is the false positive rate, `y` the true positive rate. */
  roc: CurvePoint[];
  /** At most about 200 points. `x` is recall, `y` precision. */
  precisionRecall: CurvePoint[];
  /** The same curves of the simple models on the same rows; absent where one was not judged. */
  controlCurves?: {
    logistic?: { roc: CurvePoint[]; precisionRecall: CurvePoint[] };
    linesAdded?: { roc: CurvePoint[]; precisionRecall: CurvePoint[] };
  };
  reliability: ReliabilityBin[];
  /** What AUC and log loss lose without a group of signals. */
  ablation: Array<{ group: string; aucLoss: number; logLossGain: number }>;
  /** Against the previous model: overlap and sign agreement of the three greatest contributions. */
  stability?: {
    previousHash: string;
    top3Overlap: number;
    top3SignAgreement: number;
    localSpearman: number;
  };
  fairness: FairnessRow[];
  threshold: number;
}

/** @public */
export type DriftLevel = 'stable' | 'watch' | 'act';

/** Answer of `GET risk/drift`. @public */
export interface DriftReport {
  modelHash: string;
  computedAt: string;
  /** Rows of the last 28 days. */
  rows: number;
  /** Population stability index per feature against the training data. */
  features: Array<{
    name: string;
    psi?: number;
    level: DriftLevel;
    /** Share of rows where it is unknown: in training and now. */
    missingThen: number;
    missingNow: number;
  }>;
  score: { psi?: number; ks?: number; level: DriftLevel };
  /** ADWIN on the log loss of matured deployments. */
  loss: {
    rows: number;
    mean?: number;
    changedAt?: string;
    level: DriftLevel;
  };
}
