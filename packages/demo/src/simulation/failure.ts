import type { SeededRandom } from '../random/SeededRandom';
import type { FailureCause, FailureEvidence } from './types';

/** Log-odds of a deployment that has nothing against it and changes {@link typicalLines}. */
const base = -2.86;
const typicalLines = 30;
const weights = {
  size: 0.5,
  lateFriday: 0.8,
  hotFile: 0.45,
  unfamiliar: 0.6,
  flakyTests: 0.7,
  slower: 1.2,
  majorUpdate: 0.9,
};

/** What each piece of evidence adds to the log-odds of failing. */
function contributions(evidence: FailureEvidence): Map<FailureCause, number> {
  const size = Math.log1p(evidence.changedLines) - Math.log1p(typicalLines);
  return new Map<FailureCause, number>([
    ['size', weights.size * size],
    ['late-friday', evidence.lateFriday ? weights.lateFriday : 0],
    ['hot-file', evidence.hotFile ? weights.hotFile : 0],
    ['unfamiliar-author', evidence.unfamiliar ? weights.unfamiliar : 0],
    ['flaky-tests', evidence.flakyTests ? weights.flakyTests : 0],
    ['slower', evidence.slower ? weights.slower : 0],
    ['major-update', evidence.majorUpdate ? weights.majorUpdate : 0],
  ]);
}

/** Probability (0-1) that a deployment of such a change fails. */
export function failureProbability(evidence: FailureEvidence): number {
  let logOdds = base;
  for (const contribution of contributions(evidence).values()) {
    logOdds += contribution;
  }
  return 1 / (1 + Math.exp(-logOdds));
}

/** Decides whether a deployment fails, and of what: a cause in proportion to what it added. */
export function drawFailure(
  evidence: FailureEvidence,
  random: SeededRandom,
): FailureCause | undefined {
  if (!random.chance(failureProbability(evidence))) {
    return undefined;
  }
  const causes: Array<[FailureCause, number]> = [['environment', 0.35]];
  for (const [cause, contribution] of contributions(evidence)) {
    causes.push([cause, Math.max(0, contribution)]);
  }
  return random.weighted(causes, ([, weight]) => weight)[0];
}

/** What the pipeline shows of a cause: the step that failed, and the status text. */
export const failureSymptoms: Record<
  FailureCause,
  { step: string; description: string }
> = {
  size: {
    step: 'Run smoke tests',
    description: 'Smoke tests failed after the rollout',
  },
  'late-friday': {
    step: 'Migrate database',
    description: 'Migration timed out waiting for a lock',
  },
  'hot-file': {
    step: 'Wait for rollout',
    description: 'Readiness probes failed: error rate above the limit',
  },
  'unfamiliar-author': {
    step: 'Apply manifests',
    description: 'A required setting is missing in this environment',
  },
  'flaky-tests': {
    step: 'Wait for rollout',
    description:
      'Containers restart: the defect was in a test that passed on the second try',
  },
  slower: {
    step: 'Wait for rollout',
    description: 'Readiness probes failed: responses take too long',
  },
  'major-update': {
    step: 'Run smoke tests',
    description: 'Smoke tests failed: a library behaves differently',
  },
  environment: {
    step: 'Apply manifests',
    description: 'The cluster refused the rollout: quota exceeded',
  },
};
