import { logGamma } from './logGamma';

/** What was seen of one test (or job) over time. @public */
export interface TestHistory {
  /** Times it passed, on whatever revision. */
  passes: number;
  /** Times it failed on a revision on which it passed as well: the code cannot be the reason. */
  flakyFailures: number;
}

/** What is believed of tests before any was seen. @public */
export interface FlakyPrior {
  /** Share (0-1) of tests that are flaky. */
  share: number;
  /** Beta distribution of the chance that a flaky test fails where it should pass. */
  alpha: number;
  beta: number;
  /** Chance, above 0, that a stable test fails for a reason of its surroundings. */
  environment: number;
}

/**
 * FlakeFlagger's 10,000 reruns of 22,244 tests: 811 (3.6 %) are flaky; one stays unseen over 10 runs with probability
 * 0.71 and over 100 runs with 0.48. Beta(0.18, 2.1) gives 0.71 and 0.48, and a median failure rate of 0.008 (seen:
 * 0.007). The chance of a failure of the surroundings lies below the lower quartile of the flaky ones (0.0004).
 *
 * @public
 */
export const flakyPrior: FlakyPrior = {
  share: 811 / 22_244,
  alpha: 0.18,
  beta: 2.1,
  environment: 1e-4,
};

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * The probability that a test is flaky.
 *
 * 1. A revision on which every run failed tells of the code, not of the test: it does not count.
 * 2. Of a flaky test, f failures and s passes have the Beta-Binomial likelihood B(α + f, β + s) / B(α, β).
 * 3. Of a stable one they have the likelihood ε^f (1 − ε)^s: only its surroundings can make it fail.
 * 4. Bayes' rule with the share of flaky tests as prior.
 *
 * "Never failed in n runs" is weak evidence: 100 clean runs only halve the prior.
 *
 * @throws RangeError for counts that are negative or no integers.
 * @public
 */
export function flakyProbability(
  history: TestHistory,
  prior: FlakyPrior = flakyPrior,
): number {
  const { passes, flakyFailures } = history;
  for (const count of [passes, flakyFailures]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(
        `Runs of a test must be counted from 0, got ${passes} passes and ${flakyFailures} failures`,
      );
    }
  }
  const { share, alpha, beta, environment } = prior;
  const flaky =
    Math.log(share) +
    logBeta(alpha + flakyFailures, beta + passes) -
    logBeta(alpha, beta);
  const stable =
    Math.log1p(-share) +
    flakyFailures * Math.log(environment) +
    passes * Math.log1p(-environment);
  return 1 / (1 + Math.exp(stable - flaky));
}

/**
 * How many flaky tests are to be expected: the sum of the probabilities. `count` says how many tests share a history, so
 * that the many that never failed are one entry.
 *
 * @throws RangeError as `flakyProbability` does.
 * @public
 */
export function expectedFlakyTests(
  histories: Iterable<TestHistory & { count?: number }>,
  prior: FlakyPrior = flakyPrior,
): number {
  let expected = 0;
  for (const history of histories) {
    expected += (history.count ?? 1) * flakyProbability(history, prior);
  }
  return expected;
}
