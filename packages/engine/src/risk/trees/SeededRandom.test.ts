import { SeededRandom } from './SeededRandom';

describe('SeededRandom', () => {
  it('repeats itself for a seed and differs between seeds and streams', () => {
    const draw = (seed: number, stream?: number) => {
      const random = SeededRandom.create({ seed, stream });
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7)).not.toEqual(draw(7, 1));
  });

  it('fills [0, 1) evenly', () => {
    const random = SeededRandom.create({ seed: 3 });
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      tenths[Math.floor(10 * random.next())] += 1;
    }
    // Chi-squared with 9 degrees of freedom: 27.9 is the 99.9 % point.
    const chi2 = tenths.reduce((sum, n) => sum + (n - 1e4) ** 2 / 1e4, 0);
    expect(chi2).toBeLessThan(27.9);
  });

  it('draws every item equally often, in order, and keeps the rest', () => {
    const random = SeededRandom.create({ seed: 5 });
    const drawn = new Array<number>(6).fill(0);
    for (let i = 0; i < 6000; i++) {
      const order = random.split(6, 2);
      expect(order[0]).toBeLessThan(order[1]);
      expect(Array.from(order).sort()).toEqual([0, 1, 2, 3, 4, 5]);
      drawn[order[0]] += 1;
      drawn[order[1]] += 1;
    }
    for (const times of drawn) {
      expect(Math.abs(times - 2000)).toBeLessThan(200);
    }
  });

  it('draws all or nothing', () => {
    const random = SeededRandom.create({ seed: 5 });
    expect(Array.from(random.split(3, 3))).toEqual([0, 1, 2]);
    expect(Array.from(random.split(3, 0))).toEqual([0, 1, 2]);
  });
});
