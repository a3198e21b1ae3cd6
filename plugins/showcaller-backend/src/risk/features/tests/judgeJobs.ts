import { flakyProbability } from '@showcaller/engine/risk';
import type { FinishedJob } from '../../../delivery/RunReader';

/**
 * How many of some jobs are expected to be flaky: as with tests, a failure counts where the job also passed on the same
 * revision; where it only failed, the code was broken.
 */
export function expectedFlakyJobs(
  names: ReadonlySet<string>,
  results: FinishedJob[],
): number {
  const executions = new Map(results.map(result => [result.id, result]));
  const byName = new Map<string, Map<string, [number, number]>>();
  for (const { name, sha, passed } of executions.values()) {
    if (names.has(name)) {
      const bySha = byName.get(name) ?? new Map<string, [number, number]>();
      const [passes, failures] = bySha.get(sha) ?? [0, 0];
      bySha.set(sha, passed ? [passes + 1, failures] : [passes, failures + 1]);
      byName.set(name, bySha);
    }
  }
  let expected = 0;
  for (const bySha of byName.values()) {
    let passes = 0;
    let flakyFailures = 0;
    for (const [passed, failed] of bySha.values()) {
      passes += passed;
      flakyFailures += passed > 0 ? failed : 0;
    }
    expected += flakyProbability({ passes, flakyFailures });
  }
  return expected;
}
