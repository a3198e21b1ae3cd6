import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';

/** Hashes, ids and words of ours: what makes the decision provable. */
export function auditDataOf(decision: GateDecision) {
  const { deploymentId, evaluationId, assessmentId, modelHash } = decision;
  return {
    outcome: decision.outcome,
    rule: decision.rule.name,
    mode: decision.mode,
    stage: decision.stage,
    environment: decision.environment,
    tier: decision.tier,
    policyHash: decision.policyHash,
    subjectHash: decision.subjectHash,
    sha: decision.inputs.sha,
    risk: decision.inputs.risk,
    ...(decision.failedOpen && { failedOpen: true }),
    ...(deploymentId !== undefined && { deploymentId }),
    ...(evaluationId !== undefined && { evaluationId }),
    ...(assessmentId !== undefined && { assessmentId }),
    ...(modelHash !== undefined && { modelHash }),
  };
}
