/** The model's own margin is taken as it is. @public */
export interface NoCalibrator {
  kind: 'none';
}

/** `logOdds = slope · margin + intercept` (Platt 1999). @public */
export interface PlattCalibrator {
  kind: 'platt';
  /** At least 0. */
  slope: number;
  /** Log-odds. */
  intercept: number;
}

/**
 * `logOdds = a · ln p − b · ln(1 − p) + c` with `p = sigmoid(margin)` (Kull, Silva Filho and Flach 2017).
 * With a = b it is Platt's map of the margin.
 *
 * @public
 */
export interface BetaCalibrator {
  kind: 'beta';
  /** At least 0: how steep the map is at low probabilities. */
  a: number;
  /** At least 0: how steep the map is at high probabilities. */
  b: number;
  /** Log-odds. */
  c: number;
}

/** Linear between the given points, flat outside of them. @public */
export interface IsotonicCalibrator {
  kind: 'isotonic';
  /** Rising. */
  margins: readonly number[];
  /** Not falling, inside 0-1; one per margin. */
  probabilities: readonly number[];
}

/**
 * A map from a model's margin (log-odds) to a calibrated probability that never falls. Plain data, to be stored beside
 * or inside a model.
 *
 * @public
 */
export type Calibrator =
  | NoCalibrator
  | PlattCalibrator
  | BetaCalibrator
  | IsotonicCalibrator;
