import { explainGate } from './explainGate';
import {
  gatePolicies,
  strategyTables,
  type ApprovedStart,
  type EnvironmentTier,
  type GateCondition,
  type GateOutcome,
  type RolloutStrategy,
} from './tables';

/** @public */
export interface GateRequest {
  /** Probability of failure, 0-1; undefined or NaN when it is unknown. */
  risk?: number;
  tier: EnvironmentTier;
  /** Name in `gatePolicies`; `default` when absent. */
  policy?: string;
  /** Name in `strategyTables`; `canary` when absent. */
  strategyTable?: string;
}

/** @public */
export interface GateVerdict {
  outcome: GateOutcome;
  /** Present exactly when the outcome is `allow`. */
  strategy?: RolloutStrategy;
  /** Present exactly when the outcome is not `allow`. */
  onApproval?: ApprovedStart;
  rule: {
    name: string;
    description: string;
    policy: string;
    strategyTable: string;
  };
  /** 1 − risk; absent when the risk is unknown. */
  successProbability?: number;
  /** One sentence. */
  explanation: string;
}

const tiers: readonly EnvironmentTier[] = [
  'production',
  'staging',
  'test',
  'development',
];

function pick<T>(
  tables: Readonly<Record<string, T>>,
  name: string,
  what: string,
): T {
  if (!Object.hasOwn(tables, name)) {
    throw new RangeError(
      `There is no ${what} '${name}'; known are: ${Object.keys(tables).join(
        ', ',
      )}`,
    );
  }
  return tables[name];
}

function knownRisk(risk: number | undefined): number | undefined {
  if (risk === undefined || Number.isNaN(risk)) {
    return undefined;
  }
  if (risk < 0 || risk > 1) {
    throw new RangeError(`A risk is a probability from 0 to 1, got ${risk}`);
  }
  return risk;
}

function holds(
  when: GateCondition,
  tier: EnvironmentTier,
  risk: number | undefined,
): boolean {
  if (when.tiers && !when.tiers.includes(tier)) {
    return false;
  }
  if (when.risk === undefined) {
    return true;
  }
  if (when.risk === 'unknown') {
    return risk === undefined;
  }
  return risk !== undefined && risk > when.risk.above;
}

/**
 * Decides whether a deployment may start, and how. The rows of the policy are read from the top and the first that
 * applies decides; comparisons are strict, so 0.7 itself passes. An unknown risk is never allowed to start by itself.
 *
 * @throws RangeError for a policy, table or tier that does not exist, and for a risk outside 0-1.
 * @public
 */
export function decideGate(request: GateRequest): GateVerdict {
  const { tier, policy = 'default', strategyTable = 'canary' } = request;
  const { rules } = pick(gatePolicies, policy, 'gate policy');
  const { rows } = pick(strategyTables, strategyTable, 'strategy table');
  if (!tiers.includes(tier)) {
    throw new RangeError(
      `There is no environment tier '${tier}'; known are: ${tiers.join(', ')}`,
    );
  }
  const risk = knownRisk(request.risk);

  const rule = rules.find(candidate => holds(candidate.when, tier, risk));
  if (!rule) {
    throw new RangeError(
      `No rule of gate policy '${policy}' applies to tier ${tier}: its last rule must have no condition`,
    );
  }
  const strategy =
    rule.outcome === 'allow'
      ? rows.find(
          ({ riskAbove }) =>
            riskAbove === undefined || (risk !== undefined && risk > riskAbove),
        )?.strategy
      : undefined;

  return {
    outcome: rule.outcome,
    ...(strategy && { strategy }),
    ...(rule.onApproval && { onApproval: { ...rule.onApproval } }),
    rule: {
      name: rule.name,
      description: rule.description,
      policy,
      strategyTable,
    },
    ...(risk !== undefined && { successProbability: 1 - risk }),
    explanation: explainGate({ rule, tier, risk, strategy }),
  };
}
