import type {
  DriftReport,
  ModelEvaluation,
  ModelRung,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { ServingJudgement } from '../drift/judgeServing';
import type { MaturedScores } from '../drift/measureModelDrift';
import type { GroupsOfEntities } from '../evaluation/fairnessOf';
import type { Judgement } from '../training/judgeChallenger';
import type { ModelOrigin } from '../training/writeModel';
import type { NewModel } from '../types';

/** A model as the thread gets it. */
export interface ModelText {
  hash: string;
  /** The model file, JSON. */
  file: string;
}

/** Trains on the labelled rows. */
export interface TrainTask {
  kind: 'train';
  /** Nothing that happened or matured later may be learned from; milliseconds since 1970. */
  cut: number;
  /** The highest rung that the labels reach. */
  rung: ModelRung;
  least: { labels: number; positives: number };
  prior: ModelText;
  champion: ModelText & {
    rung: ModelRung;
    trainingRows: number;
    trainedTo?: number;
  };
  origin: ModelOrigin;
}

export interface TrainResult {
  kind: 'train';
  model: NewModel;
  judgement: Judgement;
  monotoneCost?: number;
}

/** Back-tests a model on the labelled rows. */
export interface EvaluateTask {
  kind: 'evaluate';
  now: number;
  rung: ModelRung;
  model: ModelText;
  previous?: ModelText;
  prior: ModelText;
  predictions: 'recipe' | 'model' | Array<[id: string, logOdds: number]>;
  monotone: readonly string[];
  seed: number;
  embargo: number;
  threshold: number;
  groups: GroupsOfEntities;
}

export interface EvaluateResult {
  kind: 'evaluate';
  evaluation: ModelEvaluation;
}

/** Compares the recent rows with the training data, and the serving model with the prior on the labelled ones. */
export interface DriftTask {
  kind: 'drift';
  now: number;
  model: ModelText;
  prior: ModelText;
  previous?: ModelText;
  /** Time of the newest row that the model learned from; milliseconds since 1970. */
  trainedTo: number;
  matured: MaturedScores;
  /** What the model said, by deployment, for one that has no trees to be asked again. */
  served: Array<[id: string, logOdds: number]>;
}

export interface DriftResult {
  kind: 'drift';
  report: DriftReport;
  serving: ServingJudgement;
}

export type RiskTask = TrainTask | EvaluateTask | DriftTask;
export type RiskTaskResult = TrainResult | EvaluateResult | DriftResult;
export type ResultOf<T extends RiskTask> = Extract<
  RiskTaskResult,
  { kind: T['kind'] }
>;
