import { expectedFlakyTests, flakyProbability } from '@showcaller/engine/risk';
import { suiteTestKey, type NotableResult, type TestFacts } from '../types';

/** What a test that ever failed looks like over a time. */
export interface JudgedTest {
  suite: string;
  test: string;
  title: string;
  passes: number;
  flakyFailures: number;
  probability: number;
  lastFailedAt: string;
}

/** Tests of a repository as of a moment. */
export interface JudgedTests {
  /** Those with a failure on a revision on which they also passed, and those that only failed, most probable first. */
  tests: JudgedTest[];
  /** Times (ascending) of the reports of each suite. */
  reports: Map<string, string[]>;
}

/** Failures and passes of one test on one revision. */
interface OnRevision {
  passes: number;
  failures: number;
  /** Reports in which it failed and did not pass. */
  lost: number;
}

interface Gathered {
  suite: string;
  test: string;
  lastFailedAt: string;
  bySha: Map<string, OnRevision>;
}

function gather(results: NotableResult[]): Map<string, Gathered> {
  const gathered = new Map<string, Gathered>();
  for (const { suite, test, sha, passes, failures, observedAt } of results) {
    const key = suiteTestKey(suite, test);
    const one: Gathered = gathered.get(key) ?? {
      suite,
      test,
      lastFailedAt: '',
      bySha: new Map(),
    };
    const on = one.bySha.get(sha) ?? { passes: 0, failures: 0, lost: 0 };
    on.passes += passes;
    on.failures += failures;
    on.lost += passes === 0 && failures > 0 ? 1 : 0;
    one.bySha.set(sha, on);
    if (failures > 0 && observedAt > one.lastFailedAt) {
      one.lastFailedAt = observedAt;
    }
    gathered.set(key, one);
  }
  return gathered;
}

/** How many of the times, ascending, are not before `from`. */
function countFrom(times: readonly string[], from: string): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return times.length - low;
}

/**
 * How flaky the tests of a repository are, from what was observed between two times (inclusive).
 *
 * A report lists every test that ran, and only failures are kept: of the reports since a test was first seen, those in
 * which it did not fail count as passes. Failures count where the test also passed on the same revision; where it only
 * failed, the code was broken.
 */
export function judgeTests(
  facts: TestFacts,
  span: { since: string; until: string },
): JudgedTests {
  const within = ({ observedAt }: { observedAt: string }) =>
    observedAt >= span.since && observedAt <= span.until;
  const reports = new Map<string, string[]>();
  for (const { name, observedAt } of facts.documents.filter(within)) {
    const times = reports.get(name) ?? [];
    times.push(observedAt);
    reports.set(name, times);
  }
  const tests: JudgedTest[] = [];
  for (const one of gather(facts.results.filter(within)).values()) {
    const { suite, test, bySha, lastFailedAt } = one;
    const known = facts.tests.get(suiteTestKey(suite, test));
    const ran = countFrom(reports.get(suite) ?? [], known?.firstSeenAt ?? '');
    let lost = 0;
    let flakyFailures = 0;
    for (const on of bySha.values()) {
      lost += on.lost;
      flakyFailures += on.passes > 0 ? on.failures : 0;
    }
    const passes = Math.max(0, ran - lost);
    tests.push({
      suite,
      test,
      title: known?.title ?? test,
      passes,
      flakyFailures,
      probability: flakyProbability({ passes, flakyFailures }),
      lastFailedAt,
    });
  }
  tests.sort((a, b) => b.probability - a.probability);
  return { tests, reports };
}

/**
 * How many flaky tests are to be expected in a revision, given how many tests ran in each of its suites: those that ever
 * failed by their own history, all others as tests that never failed in the reports of their suite.
 */
export function expectedFlaky(
  { tests, reports }: JudgedTests,
  executed: ReadonlyMap<string, number>,
): number {
  let expected = 0;
  for (const [suite, count] of executed) {
    const own = tests.filter(test => test.suite === suite).slice(0, count);
    const clean = {
      passes: reports.get(suite)?.length ?? 0,
      flakyFailures: 0,
      count: count - own.length,
    };
    expected += expectedFlakyTests([...own, clean]);
  }
  return expected;
}
