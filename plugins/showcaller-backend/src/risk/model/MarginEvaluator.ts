/** What a model answers to rows of its own features, before its tables are applied. */
export interface EvaluatedMargins {
  /** Log-odds before calibration. */
  margins: ArrayLike<number>;
  /** What the graph itself makes of them; undefined for an evaluator that leaves that to the tables. */
  probabilities: ArrayLike<number> | undefined;
}

/** Runs a model's trees, or its graph. */
export interface MarginEvaluator {
  /** `rows` is row-major in the model's own features. */
  evaluate(rows: Float32Array): Promise<EvaluatedMargins>;
  release(): Promise<void>;
}
