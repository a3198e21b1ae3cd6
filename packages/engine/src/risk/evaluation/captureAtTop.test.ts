import fc from 'fast-check';
import { captureAtTop } from './captureAtTop';
import { prevalence } from './prevalence';

describe('captureAtTop', () => {
  it('counts the failures among the riskiest rows', () => {
    const scores = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    const labels = [1, 1, 0, 1, 0, 0, 0, 0, 0, 1];
    const top = captureAtTop({ labels, scores, share: 0.2 });
    expect(top?.taken).toBe(2);
    expect(top?.captured.rate).toBe(0.5);
    expect(top?.lift).toBe(2.5);
    // Wilson 95 % of 2 in 4.
    expect(top?.captured.low).toBeCloseTo(0.15, 3);
    expect(top?.captured.high).toBeCloseTo(0.85, 3);
  });

  it('of equal scores is the share itself: guessing', () => {
    const labels = [1, 0, 0, 1, 0, 0, 0];
    const top = captureAtTop({
      labels,
      scores: labels.map(() => 3),
      share: 0.1,
    });
    expect(top?.captured.rate).toBeCloseTo(0.1, 12);
    expect(top?.lift).toBeCloseTo(1, 12);
  });

  it('rises with the share up to everything, and does not depend on the order of rows', () => {
    const rows = fc.array(
      fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5 })),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 100 }), (pairs, percent) => {
        const of = (list: typeof pairs, share: number) =>
          captureAtTop({
            labels: [1, ...list.map(([label]) => label)],
            scores: [2, ...list.map(([, score]) => score)],
            share,
          })?.captured.rate ?? NaN;
        const rate = of(pairs, percent / 100);
        expect(of([...pairs].reverse(), percent / 100)).toBeCloseTo(rate, 12);
        expect(of(pairs, 1)).toBeCloseTo(1, 12);
        expect(rate).toBeLessThanOrEqual(
          of(pairs, Math.min(percent / 100 + 0.05, 1)) + 1e-12,
        );
      }),
    );
  });

  it('has nothing to say without failures and refuses an impossible share', () => {
    expect(
      captureAtTop({ labels: [0, 0], scores: [1, 2], share: 0.1 }),
    ).toBeUndefined();
    for (const share of [0, 1.1, NaN]) {
      expect(() => captureAtTop({ labels: [1], scores: [1], share })).toThrow(
        `The share must be above 0 and at most 1: ${share}`,
      );
    }
  });
});

describe('prevalence', () => {
  it('is the share of positives', () => {
    expect(prevalence([1, 0, 0, 0])?.rate).toBe(0.25);
    expect(prevalence([])).toBeUndefined();
    expect(() => prevalence([2])).toThrow(
      'The label of row 0 must be 0 or 1, got 2',
    );
  });
});
