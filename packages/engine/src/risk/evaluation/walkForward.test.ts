import fc from 'fast-check';
import { walkForward } from './walkForward';

describe('walkForward', () => {
  it('tests each slice by everything before it', () => {
    const splits = walkForward({
      times: [0, 1, 2, 3, 4, 5, 6, 7],
      folds: 2,
      firstShare: 0.5,
    });
    expect(splits).toEqual([
      {
        train: Int32Array.of(0, 1, 2, 3),
        test: Int32Array.of(4, 5),
        from: 4,
        to: 5,
      },
      {
        train: Int32Array.of(0, 1, 2, 3, 4, 5),
        test: Int32Array.of(6, 7),
        from: 6,
        to: 7,
      },
    ]);
  });

  it('leaves out what had not matured when a slice began', () => {
    const [split] = walkForward({
      times: [0, 1, 2, 3, 4, 5],
      folds: 1,
      firstShare: 0.67,
      embargo: 2,
    });
    // Tested from 4 on: the label of 3 is known at 5 only, that of 2 at 4.
    expect([...split.train]).toEqual([0, 1, 2]);
    expect([...split.test]).toEqual([4, 5]);
  });

  it('never learns from the future, never tests a row twice, never parts equal times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 5 }),
        (times, folds, embargo) => {
          const tested = new Set<number>();
          for (const split of walkForward({ times, folds, embargo })) {
            expect(split.train.length).toBeGreaterThan(0);
            for (const row of split.train) {
              expect(times[row]).toBeLessThan(split.from);
              expect(times[row] + embargo).toBeLessThanOrEqual(split.from);
            }
            for (const row of split.test) {
              expect(tested.has(row)).toBe(false);
              tested.add(row);
              expect(times[row]).toBeGreaterThanOrEqual(split.from);
              expect(times[row]).toBeLessThanOrEqual(split.to);
            }
            const matured = times.filter(
              time => time < split.from && time + embargo <= split.from,
            );
            expect(split.train.length).toBe(matured.length);
          }
        },
      ),
    );
  });

  it('gives nothing for no rows or rows of one time', () => {
    expect(walkForward({ times: [] })).toEqual([]);
    expect(walkForward({ times: [3, 3, 3, 3] })).toEqual([]);
  });

  it.each([
    [{ times: [1, NaN] }, 'The time of row 1 is NaN'],
    [{ times: [1], folds: 0 }, 'At least one fold is needed, got 0'],
    [{ times: [1], firstShare: 1 }, 'firstShare must be between 0 and 1: 1'],
    [{ times: [1], embargo: -1 }, 'The embargo must be at least 0, got -1'],
  ])('refuses %j', (options, message) => {
    expect(() => walkForward(options)).toThrow(message);
  });
});
