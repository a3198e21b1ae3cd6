import type {
  RollbackPlan,
  RolloutStrategy,
} from '@showcaller/backstage-plugin-showcaller-common';

const SHORT_SHA = 8;

/** How a start of each kind is taken back. */
const BACK: Readonly<Record<RolloutStrategy, string[]>> = {
  canary: [
    'Send all traffic to the version that runs now.',
    'Remove the canary.',
  ],
  'blue-green': [
    'Switch the traffic back to the version that runs now.',
    'Keep the new version for the search of the cause, without traffic.',
  ],
  rolling: ['Stop the rollout.'],
};

/** Where a failed deployment would go back to, and how. Pure. */
export function planRollback(options: {
  environment: string;
  target?: RollbackPlan['target'];
  /** How it would start; a canary when it is not known. */
  strategy?: RolloutStrategy;
  dependents: string[];
  serviceTier?: number;
}): RollbackPlan {
  const { environment, target, strategy = 'canary' } = options;
  const { dependents, serviceTier } = options;
  const again =
    target &&
    `Deploy ${target.sha.slice(0, SHORT_SHA)} to ${environment} again`;
  const steps = [
    ...BACK[strategy],
    ...(again
      ? [
          strategy === 'rolling'
            ? `${again}.`
            : `${again}, if the new version has taken its place already.`,
        ]
      : []),
    'Look whether errors and latency are what they were before.',
  ];
  return {
    target,
    ...(!target && {
      reason: `No earlier deployment to ${environment} is known that succeeded and did not fail afterwards.`,
    }),
    steps,
    blastRadius: {
      dependents,
      serviceTier,
      words: wordsOf({ dependents, serviceTier }),
    },
  };
}

function wordsOf(options: {
  dependents: string[];
  serviceTier?: number;
}): string {
  const { dependents, serviceTier } = options;
  const service =
    serviceTier === undefined
      ? 'The service, whose tier the catalog does not tell,'
      : `The service, of tier ${serviceTier},`;
  if (dependents.length === 0) {
    return `${service} has nothing in the catalog that depends on it.`;
  }
  return `${service} and ${dependents.length} that depend${
    dependents.length === 1 ? 's' : ''
  } on it would be hit.`;
}
