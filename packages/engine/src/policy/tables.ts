/** @public */
export type EnvironmentTier = 'production' | 'staging' | 'test' | 'development';

/** @public */
export type GateOutcome = 'allow' | 'block' | 'needs_approval' | 'inconclusive';

/** @public */
export type RolloutStrategy = 'canary' | 'blue-green' | 'rolling';

/** What an approval lets start. @public */
export interface ApprovedStart {
  strategy: RolloutStrategy;
  /** Every step of the ladder, none skipped. */
  ladder: 'full';
}

/** One row of a strategy table. @public */
export interface StrategyRow {
  /** The row applies to a risk strictly greater; a row without it applies always. */
  riskAbove?: number;
  strategy: RolloutStrategy;
}

/** Rows are read from the top; the first that applies gives the strategy. @public */
export interface StrategyTable {
  description: string;
  rows: readonly StrategyRow[];
}

/** The strategy tables by name. @public */
export const strategyTables: Readonly<Record<string, StrategyTable>> = {
  canary: {
    description: 'Always a canary',
    rows: [{ strategy: 'canary' }],
  },
  by_risk: {
    description:
      'A canary above a risk of 0.7, blue-green above 0.4, else rolling',
    rows: [
      { riskAbove: 0.7, strategy: 'canary' },
      { riskAbove: 0.4, strategy: 'blue-green' },
      { strategy: 'rolling' },
    ],
  },
};
