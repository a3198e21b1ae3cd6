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

/** When a row of a gate policy applies. Every stated condition must hold. @public */
export interface GateCondition {
  tiers?: readonly EnvironmentTier[];
  /** `unknown`: there is no risk. `riskAbove`: there is one and it is strictly greater. */
  risk?: 'unknown' | { above: number };
}

/** One row of a gate policy. @public */
export interface GateRule {
  name: string;
  description: string;
  when: GateCondition;
  outcome: GateOutcome;
  /** What an approval would allow; absent on rules that allow. */
  onApproval?: ApprovedStart;
}

/** Rows are read from the top; the first whose condition holds decides. @public */
export interface GatePolicy {
  description: string;
  rules: readonly GateRule[];
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

const fullCanary: ApprovedStart = { strategy: 'canary', ladder: 'full' };

/**
 * The gate policies by name. In each, what is unknown asks a person before any row may allow.
 *
 * @public
 */
export const gatePolicies: Readonly<Record<string, GatePolicy>> = {
  default: {
    description:
      'Production stops above a risk of 0.7; an unknown risk asks a person',
    rules: [
      {
        name: 'ask_on_unknown_risk_prod',
        description:
          'In production an unknown risk waits for an approval; an approved start is a canary over the full ladder',
        when: { tiers: ['production'], risk: 'unknown' },
        outcome: 'needs_approval',
        onApproval: fullCanary,
      },
      {
        name: 'ask_on_unknown_risk',
        description:
          'An unknown risk waits for an approval; an approved start is a canary over the full ladder',
        when: { risk: 'unknown' },
        outcome: 'needs_approval',
        onApproval: fullCanary,
      },
      {
        name: 'block_high_risk_prod',
        description:
          'In production a risk above 0.7 is blocked; an approval allows a canary over the full ladder',
        when: { tiers: ['production'], risk: { above: 0.7 } },
        outcome: 'block',
        onApproval: fullCanary,
      },
      {
        name: 'start_rollout',
        description:
          'Otherwise the deployment starts with the strategy of the chosen table',
        when: {},
        outcome: 'allow',
      },
    ],
  },
};

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
