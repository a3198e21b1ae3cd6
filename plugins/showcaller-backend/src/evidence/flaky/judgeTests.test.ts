import { expectedFlakyTests, flakyProbability } from '@showcaller/engine/risk';
import { suiteTestKey, type NotableResult, type TestFacts } from '../types';
import { expectedFlaky, judgeTests } from './judgeTests';

const day = (n: number) =>
  new Date(Date.UTC(2026, 9, 1) + n * 86_400_000).toISOString();
const whole = { since: day(0), until: day(60) };

/** One report of a suite per day. */
function facts(
  results: Array<Omit<NotableResult, 'documentId' | 'suite'>>,
  options: { reports?: number; firstSeenAt?: string } = {},
): TestFacts {
  const { reports = 40, firstSeenAt = day(0) } = options;
  return {
    since: day(-30),
    documents: Array.from({ length: reports }, (_, i) => ({
      id: `d${i}`,
      name: 'unit',
      sha: `s${i}`,
      observedAt: day(i),
      executed: 100,
    })),
    results: results.map((result, i) => ({
      ...result,
      documentId: `r${i}`,
      suite: 'unit',
    })),
    tests: new Map(
      ['t', 'u'].map(test => [
        suiteTestKey('unit', test),
        { title: test.toUpperCase(), firstSeenAt },
      ]),
    ),
  };
}

const result = (
  test: string,
  sha: string,
  at: number,
  passes: number,
  failures: number,
) => ({ test, sha, passes, failures, observedAt: day(at) });

describe('judgeTests', () => {
  it('counts failures on revisions that also passed, and reports without a failure as passes', () => {
    const { tests } = judgeTests(
      facts([result('t', 's3', 3, 0, 1), result('t', 's3', 3.1, 1, 0)]),
      whole,
    );
    expect(tests).toEqual([
      {
        suite: 'unit',
        test: 't',
        title: 'T',
        passes: 39,
        flakyFailures: 1,
        probability: flakyProbability({ passes: 39, flakyFailures: 1 }),
        lastFailedAt: day(3),
      },
    ]);
  });

  it('counts a retry within one report', () => {
    const { tests } = judgeTests(facts([result('t', 's3', 3, 1, 2)]), whole);
    expect(tests[0]).toMatchObject({ passes: 40, flakyFailures: 2 });
  });

  it('blames the code where every run of a revision failed', () => {
    const { tests } = judgeTests(
      facts([
        result('t', 's3', 3, 0, 1),
        result('t', 's3', 3.1, 0, 1),
        result('t', 's4', 4, 0, 1),
      ]),
      whole,
    );
    expect(tests[0]).toMatchObject({ passes: 37, flakyFailures: 0 });
    expect(tests[0].probability).toBeLessThan(0.0365);
  });

  it('counts reports only since a test was first seen', () => {
    const { tests } = judgeTests(
      facts([result('t', 's35', 35, 1, 1)], { firstSeenAt: day(30) }),
      whole,
    );
    expect(tests[0].passes).toBe(10);
  });

  it('knows nothing of what was observed later, or long before', () => {
    const both = [result('t', 's3', 3, 1, 1), result('u', 's30', 30, 1, 1)];
    const early = judgeTests(facts(both), { since: day(0), until: day(10) });
    expect(early.tests.map(({ test }) => test)).toEqual(['t']);
    expect(early.reports.get('unit')).toHaveLength(11);
    const late = judgeTests(facts(both), { since: day(20), until: day(60) });
    expect(late.tests.map(({ test }) => test)).toEqual(['u']);
  });
});

describe('expectedFlaky', () => {
  it('adds those that failed by their history and all others as never failed', () => {
    const judged = judgeTests(facts([result('t', 's3', 3, 1, 3)]), whole);
    const clean = { passes: 40, flakyFailures: 0 };
    expect(expectedFlaky(judged, new Map([['unit', 100]]))).toBeCloseTo(
      judged.tests[0].probability +
        expectedFlakyTests([{ ...clean, count: 99 }]),
      12,
    );
  });

  it('takes tests of a suite without history by the prior', () => {
    const judged = judgeTests(facts([], { reports: 0 }), whole);
    expect(expectedFlaky(judged, new Map([['e2e', 10]]))).toBeCloseTo(0.365, 3);
    expect(expectedFlaky(judged, new Map())).toBe(0);
  });
});
