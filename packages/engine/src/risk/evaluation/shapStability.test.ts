import fc from 'fast-check';
import { rankCorrelation } from './rankCorrelation';
import { shapStability } from './shapStability';

describe('rankCorrelation', () => {
  it.each([
    // The textbook example of IQ and hours of television (Wikipedia, Spearman's rank correlation): −29/165.
    [
      [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
      [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
      -29 / 165,
    ],
    [[1, 2, 3], [10, 20, 25], 1],
    // Ranks 1.5, 1.5, 3 against 1, 2, 3: 1.5 / √(1.5 · 2).
    [[4, 4, 9], [1, 2, 3], 1.5 / Math.sqrt(3)],
  ])('of %p and %p is %p', (one, other, expected) => {
    expect(rankCorrelation(one, other)).toBeCloseTo(expected, 12);
  });

  it('is unknown where nothing varies', () => {
    expect(rankCorrelation([1, 1], [1, 2])).toBeUndefined();
  });
});

describe('shapStability', () => {
  it('counts shared reasons and signs', () => {
    const stability = shapStability({
      //        top 2: 0, 1            top 2: 0, 1
      before: [3, -2, 1, 0.5, /* */ 3, 2, 0.1, 0.2],
      //        top 2: 0, 2            top 2: 1, 0
      after: [2, 0.1, -1, 0.5, /* */ 2, 4, 0.1, 0.3],
      width: 4,
      top: 2,
    });
    expect(stability.rows).toBe(2);
    // One of two, two of two.
    expect(stability.topOverlap).toBe(0.75);
    // Row 1: 0 agrees, 1 does not; 0 agrees, 2 does not. Row 2: all agree.
    expect(stability.signAgreement).toBe(6 / 8);
    // Row 1: ranks 4321 and 4132, Σd² = 0 + 4 + 1 + 1; row 2: ranks 4312 and 3412, Σd² = 2.
    expect(stability.localSpearman).toBeCloseTo(
      (1 - (6 * 6) / 60 + (1 - (6 * 2) / 60)) / 2,
      12,
    );
    // Means 3, 2, 0.55, 0.35 and 2, 2.05, 0.55, 0.4: ranks 4321 and 3421, Σd² = 2.
    expect(stability.globalSpearman).toBeCloseTo(1 - (6 * 2) / 60, 12);
  });

  it('is perfect against itself and symmetric', () => {
    const matrix = fc.array(fc.integer({ min: -9, max: 9 }), {
      minLength: 15,
      maxLength: 15,
    });
    fc.assert(
      fc.property(matrix, matrix, (before, after) => {
        expect(
          shapStability({ before, after: before, width: 5 }),
        ).toMatchObject({
          topOverlap: 1,
          signAgreement: 1,
        });
        const there = shapStability({ before, after, width: 5 });
        const back = shapStability({ before: after, after: before, width: 5 });
        expect(back.topOverlap).toBe(there.topOverlap);
        expect(back.signAgreement).toBe(there.signAgreement);
      }),
    );
  });

  it('refuses other rows and what is no number', () => {
    expect(() =>
      shapStability({ before: [1, 2], after: [1], width: 2 }),
    ).toThrow('2 and 1 contributions are not the same rows of 2');
    expect(() =>
      shapStability({ before: [1, NaN], after: [1, 2], width: 2 }),
    ).toThrow('Every contribution must be a finite number');
  });
});
