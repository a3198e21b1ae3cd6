import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';

/** One evaluated row. */
export interface RiskEvaluation {
  /** Log-odds. */
  margin: number;
  /** 0-1 */
  probability: number;
}

/** A loaded model that scores rows of its feature schema; NaN is an unknown signal. */
export interface RiskModel {
  readonly card: RiskModelCard;
  /** `rows` is row-major, `rows.length` a multiple of the number of features. */
  evaluate(rows: Float32Array): Promise<RiskEvaluation[]>;
}
