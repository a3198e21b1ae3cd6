import { sampleComparison } from '../../../__testUtils__/policies';
import { comparisonWords, leaningOf } from './comparisonWords';
import { progressWords } from './progressWords';

describe('comparisonWords', () => {
  it('says how many are stricter and looser, and what that would have caught', () => {
    expect(comparisonWords(sampleComparison(), 'UTC')).toEqual({
      tone: 'warning',
      headline:
        'It would have decided otherwise on 11 of 240 decisions: 9 stricter, 2 looser. The other 95 % stay as they are.',
      details: [
        '240 decisions from Oct 21, 2026, 13:05:00 UTC to Nov 20, 2026, 13:05:00 UTC.',
        'Of those on which they differ and that failed, it holds back 3 that the active rules let through, and lets through 1 that the active rules held back.',
        '12 decisions are left out: what they were decided on is not stored, so they cannot be repeated.',
      ],
    });
  });

  it('does not call a bundle good because nothing is known to have failed', () => {
    const { details } = comparisonWords(
      sampleComparison({ failuresCaught: 0, failuresMissed: 0 }),
    );
    expect(details[1]).toMatch(/this says nothing about which is better/);
  });

  it('says so where nothing differs, nothing was decided, and where it failed', () => {
    expect(
      comparisonWords(
        sampleComparison({ kind: 'shadow', same: 240, stricter: 0, looser: 0 }),
      ).headline,
    ).toBe('It decides the same on all of them.');
    expect(
      comparisonWords(sampleComparison({ kind: 'shadow', decisions: 0 }))
        .headline,
    ).toMatch(/^Nothing was decided since it is in shadow/);
    expect(
      comparisonWords(
        sampleComparison({ state: 'failed', error: 'The process has ended.' }),
      ),
    ).toMatchObject({
      tone: 'error',
      headline: 'The dry run failed: The process has ended.',
    });
  });
});

describe('leaningOf', () => {
  it.each([
    ['allow', 'allow', 'same'],
    ['allow', 'inconclusive', 'stricter'],
    ['needs_approval', 'block', 'stricter'],
    ['block', 'needs_approval', 'looser'],
    ['inconclusive', 'allow', 'looser'],
  ] as const)('from %s to %s is %s', (active, other, leaning) => {
    expect(leaningOf(active, other)).toBe(leaning);
  });
});

describe('progressWords', () => {
  const now = new Date('2026-11-20T13:05:30Z');
  const startedAt = new Date('2026-11-20T13:05:00Z');

  it('says how long it will take once it can be said', () => {
    expect(progressWords({ progress: 0.25, startedAt, now })).toBe(
      '25 %, about 2 min to go',
    );
    expect(progressWords({ progress: 0.01, startedAt, now })).toBe('1 %');
    expect(progressWords({ progress: 0.5, startedAt: undefined, now })).toBe(
      '50 %',
    );
  });
});
