import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type { CompiledPolicy, PolicyFacts } from '@showcaller/engine/policy';
import { policyStageOf } from '../../decide/policyStageOf';
import type { ComparedDecision } from './ComparisonTally';

/** How another policy decides on the facts of a decision. */
export function decideOtherwise(options: {
  decision: GateDecision;
  facts: PolicyFacts;
  policy: CompiledPolicy;
}): ComparedDecision {
  const { decision, facts, policy } = options;
  const { evaluation } = policy.evaluate(facts, {
    stage: policyStageOf(decision.stage),
    production: decision.tier === 'production',
    at: Date.parse(decision.decidedAt),
  });
  const { outcome, matched, decidedBy, explanation } = evaluation;
  const sha = decision.inputs.sha;
  return {
    decisionId: decision.id,
    entityRef: decision.entityRef,
    environment: decision.environment,
    ...(typeof sha === 'string' && { sha }),
    ...(decision.deploymentId && { deploymentId: decision.deploymentId }),
    decidedAt: decision.decidedAt,
    active: { outcome: decision.outcome, ruleName: decision.rule.name },
    other: {
      outcome,
      ...(decidedBy !== undefined && { ruleName: matched[decidedBy]?.name }),
      explanation,
    },
  };
}
