import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  eligibleWords,
  formatCount,
  strategyLabels,
} from '@showcaller/backstage-plugin-showcaller-react';

type Facts = Pick<
  GateDecisionDetail,
  'decision' | 'status' | 'approvals' | 'override' | 'outcome'
>;

/** What the reader should do now, one sentence each, most important first. */
export function decisionSteps(facts: Facts): string[] {
  const { decision, status, approvals, override, outcome } = facts;
  if (decision.mode !== 'enforced') {
    return ['Nothing to do: nobody waits for it.'];
  }
  if (override && override.state !== 'confirmed') {
    return [
      override.state === 'objected'
        ? 'Somebody objected to the override: talk to each other, then ask the gate again.'
        : 'A second person has to look at the override and say whether it was right.',
    ];
  }
  if (status === 'PENDING') {
    return ['Wait a moment: the decision follows within seconds.'];
  }
  if (status === 'ALLOW') {
    return [goAhead(facts, outcome)];
  }
  if (approvals) {
    return [approvalStep(facts)];
  }
  const steps = [
    ...unknownSteps(decision.matchedRules),
    ...(status === 'INCONCLUSIVE'
      ? ['Then ask the gate again.']
      : [
          'No approval lifts this rule: change what it looks at, and ask the gate again.',
        ]),
  ];
  return steps;
}

function goAhead(facts: Facts, outcome: Facts['outcome']): string {
  const { decision } = facts;
  if (outcome === 'failed') {
    return 'It went out and failed: look at the deployment before the next attempt.';
  }
  if (outcome === 'clean') {
    return 'Nothing to do: it went out, and nothing failed.';
  }
  const strategy = decision.strategy ?? decision.onApproval?.strategy;
  return strategy
    ? `Go ahead. It starts as a ${strategyLabels[strategy]}.`
    : 'Go ahead.';
}

function approvalStep({ decision, approvals }: Facts): string {
  if (!approvals || approvals.state !== 'open') {
    return approvals?.state === 'superseded'
      ? 'Nothing to do here: a newer decision stands in its place.'
      : 'Change what the rule looks at, and ask the gate again.';
  }
  const then = decision.onApproval
    ? ` With it, a ${
        strategyLabels[decision.onApproval.strategy]
      } starts over the full ladder.`
    : '';
  if (approvals.you?.may) {
    return `Look at the reasons below, then approve or reject it.${then}`;
  }
  const who = eligibleWords(approvals.eligible) ?? 'an owner of the service';
  const left = approvals.required - approvals.have;
  return `Ask ${who} for ${formatCount(Math.max(1, left), 'approval')}.${then}`;
}

/** What has to be known for the rules that nobody can judge. */
function unknownSteps(rules: Facts['decision']['matchedRules']): string[] {
  const missing = new Set<string>();
  for (const rule of rules) {
    for (const { path, missingReason } of rule.values) {
      if (rule.truth === 'unknown' && missingReason) {
        missing.add(`Bring ${path}: ${missingReason}.`);
      }
    }
  }
  return [...missing];
}
