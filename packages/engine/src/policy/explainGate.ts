import type { EnvironmentTier, GateRule, RolloutStrategy } from './tables';

/** Two digits, unless rounding would put the risk on the other side of the threshold, or on it. */
function printRisk(risk: number, threshold: number | undefined): string {
  const rounded = risk.toFixed(2);
  if (
    threshold === undefined ||
    Math.sign(Number(rounded) - threshold) === Math.sign(risk - threshold)
  ) {
    return rounded;
  }
  return String(risk);
}

const strategyWords: Readonly<Record<RolloutStrategy, string>> = {
  canary: 'a canary',
  'blue-green': 'a blue-green deployment',
  rolling: 'a rolling deployment',
};

/** Words a decision in one sentence. @internal */
export function explainGate(options: {
  rule: GateRule;
  tier: EnvironmentTier;
  risk: number | undefined;
  strategy: RolloutStrategy | undefined;
}): string {
  const { rule, tier, risk, strategy } = options;
  const { when, outcome, onApproval } = rule;
  const threshold = typeof when.risk === 'object' ? when.risk.above : undefined;

  let because = 'The risk is unknown';
  if (risk !== undefined) {
    because =
      threshold === undefined
        ? `The risk is ${printRisk(risk, undefined)}`
        : `The risk of ${printRisk(risk, threshold)} is above ${threshold}`;
  }
  if (outcome === 'allow') {
    return `${because} and no rule holds it back in ${tier}: start${
      strategy ? ` as ${strategyWords[strategy]}` : ''
    }.`;
  }
  const verdict =
    outcome === 'block' ? 'it is blocked' : 'somebody has to approve it';
  const approval = onApproval
    ? `; an approval starts ${
        strategyWords[onApproval.strategy]
      } over the full ladder`
    : '';
  return `${because}, so in ${tier} ${verdict}${approval}.`;
}
