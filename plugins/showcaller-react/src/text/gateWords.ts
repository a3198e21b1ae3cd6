import type { GateStage } from '@showcaller/backstage-plugin-showcaller-common';

const STAGES: Record<string, string> = {
  'pre-merge': 'before the merge',
  'pre-deploy': 'before the deployment',
  'post-deploy': 'after the deployment',
};

/** When the gate was asked: `before the deployment`, `canary at 25 %`. @public */
export function stageWords(stage: GateStage): string {
  const canary = /^canary-(\d+(?:\.\d+)?)$/.exec(stage);
  return canary ? `canary at ${canary[1]} %` : STAGES[stage] ?? stage;
}

/** An environment with its tier beside it where the name does not say it: `eu-1 (production)`. @public */
export function environmentWords(subject: {
  environment: string;
  tier: string;
}): string {
  const { environment, tier } = subject;
  return environment === tier ? environment : `${environment} (${tier})`;
}

/** The first seven characters of a revision. @public */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
