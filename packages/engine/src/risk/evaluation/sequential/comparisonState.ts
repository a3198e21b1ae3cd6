/** @public */
export type ComparisonVerdict =
  | 'challenger better'
  | 'champion better'
  | 'not yet';

/** @public */
export interface ComparisonOptions {
  /** Probability of a false verdict, ever: 0.05 when absent. */
  alpha?: number;
  /** Probabilities are held inside floor to 1 − floor, which bounds the loss: 0.01 when absent. */
  floor?: number;
}

/** A comparison as plain data, to be stored and restored. @public */
export interface ComparisonState {
  alpha: number;
  floor: number;
  /** Rows seen. */
  n: number;
  /** Sum of the differences of log loss, champion minus challenger. */
  sum: number;
  /** The differences as a histogram over fixed points. */
  weights: readonly number[];
  verdict: ComparisonVerdict;
  /** Rows seen when the verdict fell. */
  decidedAt?: number;
}

/** @public */
export interface ComparisonResult {
  n: number;
  /** Mean log loss of the champion minus the challenger's; undefined without rows. Above 0 the challenger is better. */
  difference: number | undefined;
  /** Interval of the mean difference at 1 − alpha that holds at all times together; undefined without rows. */
  interval: { low: number; high: number } | undefined;
  /** E-value against "the challenger is not better": 40 decides at alpha 0.05. */
  evidenceForChallenger: number;
  /** E-value against "the champion is not better". */
  evidenceForChampion: number;
  verdict: ComparisonVerdict;
  decidedAt: number | undefined;
}
