import { seededRandom } from './seededRandom';

describe('seededRandom', () => {
  it('repeats itself for the same seed and differs for the next', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, random);
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(0)).not.toEqual(draw(2 ** 32));
  });

  it('is even: 10 bins of 100,000 draws pass a chi-squared test', () => {
    for (const seed of [0, 1, 42, 2 ** 40 + 3]) {
      const random = seededRandom(seed);
      const bins = new Float64Array(10);
      for (let draw = 0; draw < 100_000; draw++) {
        bins[Math.floor(random() * 10)] += 1;
      }
      const statistic = bins.reduce(
        (sum, count) => sum + (count - 10_000) ** 2 / 10_000,
        0,
      );
      // 99.9 % quantile of chi-squared with 9 degrees of freedom.
      expect(statistic).toBeLessThan(27.88);
    }
  });
});
