import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import { sha256 } from '../../database/sha256';

/**
 * Of two decisions with the same key the newer one counts. What a pipeline asked and what a webhook told are two things,
 * though they be about the same revision: the deployment that an approval let start must not void that approval.
 */
export function subjectKeyOf(
  decision: Pick<
    GateDecision,
    'entityRef' | 'environment' | 'stage' | 'evaluationId' | 'mode' | 'inputs'
  >,
): string {
  const { entityRef, environment, stage, evaluationId, mode, inputs } =
    decision;
  return sha256(
    JSON.stringify([
      entityRef,
      environment,
      stage,
      inputs.sha ?? null,
      evaluationId === undefined ? 'deployment' : 'evaluation',
      mode === 'dry-run',
      inputs.identifier ?? null,
    ]),
  );
}
