import { SeededRandom } from './SeededRandom';

const draws = (random: SeededRandom, count = 5) =>
  Array.from({ length: count }, () => random.uniform());

describe('SeededRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(draws(SeededRandom.create(7))).toEqual(
      draws(SeededRandom.create(7)),
    );
    expect(draws(SeededRandom.create(7))).not.toEqual(
      draws(SeededRandom.create(8)),
    );
  });

  it('gives a fork that does not depend on what was drawn before', () => {
    const used = SeededRandom.create(7);
    draws(used, 100);
    expect(draws(used.fork('a'))).toEqual(
      draws(SeededRandom.create(7).fork('a')),
    );
    expect(draws(used.fork('a'))).not.toEqual(draws(used.fork('b')));
  });

  it('has the mean and deviation that a normal should have', () => {
    const random = SeededRandom.create(1);
    const values = Array.from({ length: 20_000 }, () => random.normal(3, 2));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance =
      values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(3, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  });

  it('picks in proportion to the weights and never what has none', () => {
    const random = SeededRandom.create(1);
    const counts = { a: 0, b: 0, c: 0 };
    for (let i = 0; i < 4000; i++) {
      const weights = { a: 3, b: 1, c: 0 };
      counts[random.weighted(['a', 'b', 'c'] as const, k => weights[k])] += 1;
    }
    expect(counts.c).toBe(0);
    expect(counts.a / counts.b).toBeGreaterThan(2.6);
    expect(counts.a / counts.b).toBeLessThan(3.4);
    expect(() => random.pick([])).toThrow('Nothing to pick from');
  });
});
