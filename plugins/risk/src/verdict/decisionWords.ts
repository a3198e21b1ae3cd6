import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatProbability,
  strategyLabels,
} from '@showcaller/backstage-plugin-showcaller-react';

/** `Starts as a canary`, `After an approval: canary with the full ladder` or `Does not start`. */
export function strategyWords(decision: GateDecision): string {
  const { strategy, onApproval } = decision;
  if (strategy) {
    return `Starts as a ${strategyLabels[strategy]}`;
  }
  return onApproval
    ? `After an approval: ${
        strategyLabels[onApproval.strategy]
      } with the full ladder`
    : 'Does not start';
}

/** `Expected to succeed with 0.72`; undefined when the risk is unknown. */
export function successWords(decision: GateDecision): string | undefined {
  return decision.successProbability === undefined
    ? undefined
    : `Expected to succeed with ${formatProbability(
        decision.successProbability,
      )}`;
}
