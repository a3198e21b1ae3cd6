import type { GateStage } from '@showcaller/backstage-plugin-showcaller-common';
import type { PolicyStage } from '@showcaller/engine/policy';

/** The stage as policies know it: all steps of a canary are one. */
export function policyStageOf(stage: GateStage): PolicyStage {
  return stage.startsWith('canary-') ? 'canary' : (stage as PolicyStage);
}
