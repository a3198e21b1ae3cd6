import type { SeededRandom } from '../random/SeededRandom';
import type { ChainJob, ChainStep, RunAttempt } from './types';

/**
 * One job whose steps share its time. The failed step is the last one that ran; those after it are skipped.
 */
export function planJob(options: {
  id: number;
  name: string;
  steps: readonly string[];
  startedAt: number;
  duration: number;
  failedStep?: string;
}): ChainJob {
  const { steps, startedAt, failedStep } = options;
  const failed = failedStep ? steps.indexOf(failedStep) : -1;
  const ran = failed >= 0 ? failed + 1 : steps.length;
  const length = Math.round(options.duration / ran);
  const finishedAt = startedAt + length * ran;
  return {
    id: options.id,
    name: options.name,
    conclusion: failed >= 0 ? 'failure' : 'success',
    startedAt,
    finishedAt,
    steps: steps.map((name, index): ChainStep => {
      const skipped = index >= ran;
      const result = index === failed ? 'failure' : 'success';
      return {
        name,
        conclusion: skipped ? 'skipped' : result,
        startedAt: skipped ? finishedAt : startedAt + length * index,
        finishedAt: skipped ? finishedAt : startedAt + length * (index + 1),
      };
    }),
  };
}

export const testSteps = [
  'Set up job',
  'Check out',
  'Build',
  'Run tests',
  'Publish image',
];
export const deploySteps = [
  'Set up job',
  'Migrate database',
  'Apply manifests',
  'Wait for rollout',
  'Run smoke tests',
];
export const publishSteps = ['Set up job', 'Check out', 'Publish package'];

/** The tests of a change: flaky ones fail first and pass when run again; broken ones fail and stay so. */
export function planTests(options: {
  startedAt: number;
  flaky: boolean;
  broken: boolean;
  allocateId: () => number;
  duration: () => number;
  queue: () => number;
  random: SeededRandom;
}): RunAttempt[] {
  const attempts: RunAttempt[] = [];
  const results = options.broken ? [false] : [true];
  if (options.flaky) {
    results.unshift(false);
  }
  let startedAt = options.startedAt;
  for (const passes of results) {
    const job = planJob({
      id: options.allocateId(),
      name: 'test',
      steps: testSteps,
      startedAt: Math.round(startedAt + options.queue()),
      duration: options.duration(),
      failedStep: passes ? undefined : 'Run tests',
    });
    attempts.push({
      attempt: attempts.length + 1,
      conclusion: passes ? 'success' : 'failure',
      startedAt: Math.round(startedAt),
      finishedAt: job.finishedAt,
      jobs: [job],
    });
    startedAt = job.finishedAt + options.queue() * 3;
  }
  return attempts;
}
