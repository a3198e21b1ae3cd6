import type {
  RiskAssessment,
  RiskModelCard,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import type { RiskModelFile } from '@showcaller/engine/risk';

/** One evaluated row. @public */
export interface RiskEvaluation {
  /** Log-odds before calibration: what contributions add up to. */
  margin: number;
  /** Log-odds after calibration: what is stored and ranked, because probabilities round to 1. */
  logOdds: number;
  /** Calibrated, 0-1. */
  probability: number;
}

/** Why a row got its margin; arrays are in the order of the feature schema. @public */
export interface RiskExplanation {
  /**
   * Exact share of each signal in log-odds; undefined for an unknown one, and for every one when the model has no trees to
   * explain: an ONNX model that an operator registered tells no reasons, and none are made up.
   */
  contributions: Array<number | undefined>;
  /**
   * What the unknown signals move the margin together, for the ways that unknown values were learned to go:
   * base margin + contributions + this = margin. Undefined where there are no contributions.
   */
  unknownContribution: number | undefined;
  /** The contributions as approximate effects on the probability. */
  effects: Array<number | undefined>;
  /** How sure the probability is; undefined for a model without a Venn-Abers table. */
  interval: { low: number; high: number } | undefined;
}

/** The files that a model was loaded from. @public */
export interface RiskModelFiles {
  file: RiskModelFile;
  /** The file as JSON text. */
  text: string;
  onnx: Uint8Array;
}

/** A loaded model that scores rows of the whole feature schema; NaN is an unknown signal. @public */
export interface RiskModel {
  readonly card: RiskModelCard;
  readonly files: RiskModelFiles;
  /** Margin of an average change, in log-odds: what contributions are counted from. */
  readonly baseMargin: number;
  /**
   * `rows` is row-major, `rows.length` a multiple of the number of features; long lists are worked off in parts.
   *
   * @throws RangeError for another width or for a value that its feature cannot have
   */
  evaluate(rows: Float32Array): Promise<RiskEvaluation[]>;
  /** `row` holds one value per feature. */
  explain(row: Float32Array): Promise<RiskExplanation>;
  /** The leaf of every tree that a row ends in; undefined for a model without trees. */
  leaves(row: Float32Array): Int32Array | undefined;
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
  /** Calibrated log-odds; absent when the risk is unknown. */
  logOdds?: number;
  /** What it is about: at most one assessment of a subject is current. */
  subjectKey: string;
  featuresHash: string;
  /** Same subject, inputs and model: the same assessment. */
  inputsHash: string;
  awaitsFacts: boolean;
  /** Salted hashes of those who wrote the scored commits; absent when these are not known. */
  authors?: string[];
  /** When the newest of these commits was written. */
  newestCommitAt?: string;
}
