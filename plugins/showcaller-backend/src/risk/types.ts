import type {
  RiskAssessment,
  RiskModelCard,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';

/** One evaluated row. */
export interface RiskEvaluation {
  /** Log-odds. */
  margin: number;
  /** 0-1 */
  probability: number;
}

/** Why a row got its margin; arrays are in the order of the feature schema. */
export interface RiskExplanation {
  /** The margin of an average change, in log-odds. */
  baseMargin: number;
  /** Exact share of each signal in log-odds; undefined for an unknown one. */
  contributions: Array<number | undefined>;
  /** The same as an approximate effect on the probability. */
  effects: Array<number | undefined>;
  /** 95 % interval of the probability. */
  interval: { low: number; high: number };
}

/** A loaded model that scores rows of its feature schema; NaN is an unknown signal. */
export interface RiskModel {
  readonly card: RiskModelCard;
  /** `rows` is row-major, `rows.length` a multiple of the number of features. */
  evaluate(rows: Float32Array): Promise<RiskEvaluation[]>;
  /** `row` holds one value per feature. */
  explain(row: Float32Array): RiskExplanation;
  /** Frees what the runtime holds; the model cannot be used afterwards. */
  release(): Promise<void>;
}

/** A signal before it was scored. */
export type CollectedSignal = Pick<
  RiskSignal,
  | 'name'
  | 'value'
  | 'missingReason'
  | 'source'
  | 'unit'
  | 'group'
  | 'observedAt'
>;

/** Everything known about what is to be scored. */
export interface CollectedFeatures {
  /** One per feature, in the order of the schema. */
  signals: CollectedSignal[];
  /** The same values as a row for the model; NaN where unknown. */
  row: Float32Array;
  /** Commits with facts between the previously deployed revision and this one, newest first. */
  commits: ChangeFacts[];
  /** Commits in that range, with or without facts. */
  commitCount: number;
  /** True when imported history may still fill in what is missing. */
  awaitsFacts: boolean;
}

/** An assessment as it is stored. */
export interface NewAssessment {
  assessment: RiskAssessment;
  /** What it is about: at most one assessment of a subject is current. */
  subjectKey: string;
  featuresHash: string;
  /** Same subject, inputs and model: the same assessment. */
  inputsHash: string;
  awaitsFacts: boolean;
}
