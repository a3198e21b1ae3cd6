import { SeededRandom } from '../trees/SeededRandom';
import { bootstrapInterval } from './bootstrapInterval';

function meanOf(values: readonly number[]) {
  return (rows: Int32Array) =>
    rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
}

describe('bootstrapInterval', () => {
  it('of a mean is about 1.96 standard errors to each side', () => {
    const random = SeededRandom.create({ seed: 1 });
    const values = Array.from({ length: 400 }, () => random.next());
    const interval = bootstrapInterval({
      count: 400,
      statistic: meanOf(values),
      seed: 2,
      resamples: 2000,
    });
    const standardError = Math.sqrt(1 / 12 / 400);
    expect(interval?.estimate).toBeCloseTo(0.5, 1);
    expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeCloseTo(
      2 * 1.96 * standardError,
      2,
    );
  });

  it('is the same for the same seed', () => {
    const options = {
      count: 5,
      statistic: meanOf([1, 2, 3, 4, 5]),
      resamples: 50,
    };
    const first = bootstrapInterval({ ...options, seed: 1 });
    expect(bootstrapInterval({ ...options, seed: 1 })).toEqual(first);
    expect(bootstrapInterval({ ...options, seed: 2 })).not.toEqual(first);
  });

  it('skips resamples without a value and gives up when most have none', () => {
    const whenFirst = (rows: Int32Array) => (rows.includes(0) ? 1 : undefined);
    // A resample of 10 misses a given row with probability 0.9^10 = 0.35.
    const most = bootstrapInterval({
      count: 10,
      statistic: whenFirst,
      seed: 1,
    });
    expect(most?.resamples).toBeGreaterThan(600);
    expect(most?.resamples).toBeLessThan(700);
    const onlyAll = (rows: Int32Array) =>
      new Set(rows).size === 10 ? 1 : undefined;
    expect(
      bootstrapInterval({ count: 10, statistic: onlyAll, seed: 1 }),
    ).toBeUndefined();
    expect(
      bootstrapInterval({ count: 2, statistic: () => undefined, seed: 1 }),
    ).toBeUndefined();
  });

  it('refuses no rows', () => {
    expect(() =>
      bootstrapInterval({ count: 0, statistic: () => 1, seed: 1 }),
    ).toThrow('Cannot resample 0 rows 1000 times at level 0.95');
  });
});
