import type {
  GateDecision,
  GateStage,
} from '@showcaller/backstage-plugin-showcaller-common';
import { formatProbability } from './formatProbability';
import { strategyLabels } from './statusWords';

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

/** `Starts as a canary`, `After an approval: canary with the full ladder` or `Does not start`. @public */
export function strategyWords(
  decision: Pick<GateDecision, 'strategy' | 'onApproval'>,
): string {
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

/** `Expected to succeed with 0.72`; undefined when the risk is unknown. @public */
export function successWords(
  decision: Pick<GateDecision, 'successProbability'>,
): string | undefined {
  return decision.successProbability === undefined
    ? undefined
    : `Expected to succeed with ${formatProbability(
        decision.successProbability,
      )}`;
}
