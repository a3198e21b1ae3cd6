import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';

/**
 * The decision on a deployment whose pipeline had asked, and had been let through: it says so, and asks nobody a second time.
 * What the rules found is kept.
 */
export function asAnswered(
  decision: GateDecision,
  asked: { decision: GateDecision; reason?: string },
): GateDecision {
  const { onApproval: _onApproval, approvals: _approvals, ...rest } = decision;
  const { decision: earlier, reason } = asked;
  return {
    ...rest,
    outcome: 'allow',
    strategy: earlier.strategy ?? earlier.onApproval?.strategy,
    rule: {
      ...decision.rule,
      name: 'let_through_before',
      description: `The pipeline asked before (decision ${earlier.id}), and was let through`,
    },
    explanation: `It was let through when its pipeline asked: ${
      reason ?? earlier.explanation
    }`,
  };
}
