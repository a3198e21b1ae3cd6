import fc from 'fast-check';
import { calibrate } from './calibrate';
import { fitIsotonic } from './fitIsotonic';
import { poolAdjacentViolators } from './poolAdjacentViolators';

describe('poolAdjacentViolators', () => {
  it('pools the neighbours that are out of order', () => {
    // R, isoreg(c(1, 0, 4, 3, 3, 5, 4, 2, 0)): 0.5 0.5 3 3 3 3 3 3 3
    const values = [1, 0, 4, 3, 3, 5, 4, 2, 0];
    expect(
      poolAdjacentViolators(
        values,
        values.map(() => 1),
      ),
    ).toEqual([
      { first: 0, last: 1, mean: 0.5 },
      { first: 2, last: 8, mean: 3 },
    ]);
  });

  it('is the max-min formula of isotonic regression', () => {
    const values = fc.array(
      fc.record({
        sum: fc.integer({ min: 0, max: 5 }),
        weight: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const meanOf = (rows: Array<{ sum: number; weight: number }>) =>
      rows.reduce((total, { sum }) => total + sum, 0) /
      rows.reduce((total, { weight }) => total + weight, 0);
    fc.assert(
      fc.property(values, rows => {
        const blocks = poolAdjacentViolators(
          rows.map(({ sum }) => sum),
          rows.map(({ weight }) => weight),
        );
        for (const index of rows.keys()) {
          const mean = Math.max(
            ...rows
              .slice(0, index + 1)
              .map((_, from) =>
                Math.min(
                  ...rows
                    .slice(index)
                    .map((__, to) => meanOf(rows.slice(from, index + to + 1))),
                ),
              ),
          );
          const block = blocks.find(
            ({ first, last }) => first <= index && index <= last,
          );
          expect(block?.mean).toBeCloseTo(mean, 12);
        }
      }),
    );
  });
});

describe('fitIsotonic', () => {
  it('takes rows of the same margin together and stores each block by its ends', () => {
    expect(
      fitIsotonic({
        labels: [0, 1, 0, 1, 1, 0, 1, 1],
        margins: [-2, 0, 0, 0, 1, 2, 3, 3],
      }),
    ).toEqual({
      kind: 'isotonic',
      // {-2}: 0 of 1, held at 1/10; {0}, {1}, {2}: 3 of 5; {3}: 2 of 2, held at 9/10.
      margins: [-2, 0, 2, 3],
      probabilities: [0.1, 0.6, 0.6, 0.9],
    });
  });

  it('never falls, and does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9 })),
          {
            maxLength: 60,
          },
        ),
        pairs => {
          const rows = [[0, 5], [1, 5], ...pairs];
          const fit = (list: number[][]) =>
            fitIsotonic({
              labels: list.map(([label]) => label),
              margins: list.map(([, margin]) => margin),
            });
          const fitted = fit(rows);
          expect(fit([...rows].reverse())).toEqual(fitted);
          let before = 0;
          for (let margin = -1; margin <= 10; margin += 0.25) {
            const { probability } = calibrate(fitted, margin);
            expect(probability).toBeGreaterThanOrEqual(before);
            before = probability;
          }
        },
      ),
    );
  });
});
