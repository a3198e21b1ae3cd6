import type { PolicyFacts, PolicyStage } from '../types';

/**
 * Truth values, ordered so that `and` is the least and `or` the greatest. `ELSEWHERE` is unknown because the value
 * cannot exist at this stage (a canary before there is one): such a rule has nothing to say, where one that is unknown
 * asks. Negations are pushed down to the comparisons, which turn only FALSE and TRUE round.
 */
export const FALSE = 0;
export const ELSEWHERE = 1;
export const UNKNOWN = 2;
export const TRUE = 3;

/** Answers one of the four, for facts at a stage (a bit of `stageBits`). */
export type ReadTruth = (facts: PolicyFacts, stage: number) => number;

/** Answers NaN for what is unknown. */
export type ReadNumber = (facts: PolicyFacts) => number;

export const stageBits: Readonly<Record<PolicyStage, number>> = {
  'pre-merge': 1,
  'pre-deploy': 2,
  canary: 4,
  'post-deploy': 8,
};

const everyStage = 15;

export function stageMask(stages: readonly PolicyStage[] | undefined): number {
  return stages
    ? stages.reduce((mask, stage) => mask | stageBits[stage], 0)
    : everyStage;
}

export function stageOf(bit: number): PolicyStage {
  const found = Object.entries(stageBits).find(([, each]) => each === bit);
  return (found?.[0] ?? 'pre-deploy') as PolicyStage;
}
