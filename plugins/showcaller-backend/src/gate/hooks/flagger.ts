import type {
  GateEvaluation,
  GateStage,
} from '@showcaller/backstage-plugin-showcaller-common';

/** A hook of Flagger: which stage it asks about, and when it is answered with 200; any other answer is 403. */
export interface FlaggerHook {
  stage: (weight: number) => GateStage;
  proceeds: (evaluation: GateEvaluation) => boolean;
}

function passes({ verdict }: GateEvaluation): boolean {
  return verdict === 'pass';
}

/**
 * Only what a rule wants back, or a person: not what is merely not allowed to go on, and not what was not judged in time.
 */
function goesBack({ matchedRules, approvals }: GateEvaluation): boolean {
  return (
    approvals?.state === 'rejected' ||
    matchedRules.some(
      ({ truth, waitsFor, actions }) =>
        truth === 'true' &&
        waitsFor === undefined &&
        actions.some(({ name }) => name === 'rollback'),
    )
  );
}

const canary = (weight: number): GateStage => `canary-${weight}`;

/** By the name of the hook. `event` asks nothing and is not here. */
export const flaggerHooks: Readonly<Record<string, FlaggerHook>> = {
  'confirm-rollout': { stage: () => 'pre-deploy', proceeds: passes },
  'pre-rollout': { stage: () => 'pre-deploy', proceeds: passes },
  rollout: { stage: canary, proceeds: passes },
  'confirm-traffic-increase': { stage: canary, proceeds: passes },
  'confirm-promotion': { stage: () => 'canary-100', proceeds: passes },
  'post-rollout': { stage: () => 'post-deploy', proceeds: passes },
  rollback: { stage: canary, proceeds: goesBack },
};
