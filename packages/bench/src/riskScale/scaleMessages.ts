/** Where the rows lie as raw float32 numbers and the labels as bytes, and what is trained of them. */
export interface ScaleTask {
  rows: string;
  labels: string;
  featureCount: number;
  /** Rows from this one on are not trained on but ranked. */
  cut: number;
  /** `trees`: 200 trees of depth 5, as the peers are asked for; `recipe`: what the product trains. */
  what: 'trees' | 'recipe';
}

/** What came of it, measured in a process of its own. */
export interface ScaleFigures {
  fit_s: number;
  /** Peak of the resident memory, in MB; the rows themselves included. */
  rss_mb: number;
  auc: number;
}
