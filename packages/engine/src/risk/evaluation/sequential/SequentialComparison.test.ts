import fc from 'fast-check';
import { sigmoid } from '../../linearModel';
import { SeededRandom } from '../../trees/SeededRandom';
import { SequentialComparison } from './SequentialComparison';
import { logWealth } from './wealthOfBets';

/** Two models whose margins are the truth's and an error of each; looked at after every row. */
function simulated(options: {
  count: number;
  seed: number;
  championError: (random: SeededRandom) => number;
  challengerError: (random: SeededRandom) => number;
}): SequentialComparison {
  const { count, seed, championError, challengerError } = options;
  const random = SeededRandom.create({ seed });
  const comparison = SequentialComparison.create();
  for (let row = 0; row < count; row++) {
    const margin = 3 * random.next() - 3.5;
    comparison.add({
      label: Number(random.next() < sigmoid(margin)),
      champion: sigmoid(margin + championError(random)),
      challenger: sigmoid(margin + challengerError(random)),
    });
  }
  return comparison;
}

const none = () => 0;
const blur = (random: SeededRandom) => 2 * random.next() - 1;

describe('logWealth', () => {
  const points = Float64Array.of(-2, 0, 2);

  it('is the mean of the products of all bets', () => {
    // One win and one loss of 2 with bets of stake / 2: (1 + stake) · (1 − stake).
    const stakes = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];
    const wealth =
      stakes.reduce((sum, stake) => sum + (1 - stake * stake), 0) / 8;
    expect(logWealth({ points, weights: [1, 5, 1], bound: 2 }, 0)).toBeCloseTo(
      Math.log(wealth),
      12,
    );
  });

  it('falls as the mean that is bet against rises', () => {
    const weight = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(weight, weight, weight, (a, b, c) => {
        const differences = { points, weights: [a, b, c], bound: 2 };
        let before = Infinity;
        for (let mean = -1.9; mean < 2; mean += 0.1) {
          const log = logWealth(differences, mean);
          expect(log).toBeLessThanOrEqual(before + 1e-9);
          before = log;
        }
      }),
    );
  });
});

describe('SequentialComparison', () => {
  it('has no opinion before the first row', () => {
    expect(SequentialComparison.create().result()).toEqual({
      n: 0,
      difference: undefined,
      interval: undefined,
      evidenceForChallenger: 1,
      evidenceForChampion: 1,
      verdict: 'not yet',
      decidedAt: undefined,
    });
  });

  it('never grants a bettor more than the exact differences would', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    const rows = fc.array(
      fc.record({
        label: fc.constantFrom(0, 1),
        champion: probability,
        challenger: probability,
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(rows, list => {
        const comparison = SequentialComparison.create();
        const hold = (p: number) => Math.min(Math.max(p, 0.01), 0.99);
        const exact = list.map(row => {
          comparison.add(row);
          const [a, b] = [hold(row.champion), hold(row.challenger)];
          return row.label === 1
            ? Math.log(b / a)
            : Math.log((1 - b) / (1 - a));
        });
        const bound = Math.log(99);
        const wealth = (differences: number[]) =>
          Math.exp(
            logWealth(
              {
                points: Float64Array.from(differences),
                weights: differences.map(() => 1),
                bound,
              },
              0,
            ),
          );
        const result = comparison.result();
        expect(result.evidenceForChallenger).toBeLessThanOrEqual(
          wealth(exact) * (1 + 1e-9),
        );
        expect(result.evidenceForChampion).toBeLessThanOrEqual(
          wealth(exact.map(d => -d)) * (1 + 1e-9),
        );
        // And hardly less.
        expect(result.evidenceForChallenger).toBeGreaterThan(
          0.8 * wealth(exact),
        );
        expect(result.difference).toBeCloseTo(
          exact.reduce((sum, d) => sum + d, 0) / exact.length,
          9,
        );
      }),
    );
  });

  it('says a false word in at most 5 % of comparisons of equal models, looked at 1,000 times', () => {
    let wrong = 0;
    let missed = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { verdict, interval } = simulated({
        count: 1000,
        seed,
        championError: blur,
        challengerError: blur,
      }).result();
      wrong += Number(verdict !== 'not yet');
      missed += Number(!interval || interval.low > 0 || interval.high < 0);
    }
    expect(wrong / 200).toBeLessThanOrEqual(0.05);
    expect(missed).toBeLessThanOrEqual(wrong);
  });

  it('also where the difference of equal models is a rare large loss', () => {
    let wrong = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = SeededRandom.create({ seed });
      const comparison = SequentialComparison.create();
      // At this rate a champion of 0.01 and a challenger of 0.10 have the same expected log loss.
      const rate = Math.log(0.99 / 0.9) / (Math.log(0.99 / 0.9) + Math.log(10));
      for (let row = 0; row < 1000; row++) {
        comparison.add({
          label: Number(random.next() < rate),
          champion: 0.01,
          challenger: 0.1,
        });
      }
      wrong += Number(comparison.result().verdict !== 'not yet');
    }
    expect(wrong / 200).toBeLessThanOrEqual(0.05);
  });

  it.each([
    ['challenger better', () => 1, none],
    ['champion better', none, () => 1],
  ])(
    'finds the %s when a base rate is off by a factor of e',
    (verdict, championError, challengerError) => {
      const found = Array.from({ length: 20 }, (_, seed) =>
        simulated({
          count: 1500,
          seed,
          championError,
          challengerError,
        }).result(),
      );
      expect(found.filter(result => result.verdict === verdict)).toHaveLength(
        20,
      );
      const decided = found.map(({ decidedAt }) => decidedAt ?? Infinity);
      expect(decided.sort((a, b) => a - b)[10]).toBeLessThan(800);
    },
  );

  it('has an interval that holds the true difference and excludes 0 just when the evidence suffices', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { interval, difference, evidenceForChallenger } = simulated({
        count: 800,
        seed,
        championError: () => 0.8,
        challengerError: none,
      }).result();
      expect(interval?.low).toBeLessThan(difference ?? NaN);
      expect(interval?.high).toBeGreaterThan(difference ?? NaN);
      expect((interval?.low ?? 0) > 0).toBe(evidenceForChallenger > 40);
    }
  });

  it('keeps a verdict that has fallen', () => {
    const comparison = SequentialComparison.create();
    const row = { label: 1, champion: 0.1, challenger: 0.9 };
    for (let i = 0; i < 30; i++) {
      comparison.add(row);
    }
    const { verdict, decidedAt } = comparison.result();
    expect(verdict).toBe('challenger better');
    expect(decidedAt).toBeLessThan(20);
    for (let i = 0; i < 200; i++) {
      comparison.add({ ...row, label: 0 });
    }
    expect(comparison.result()).toMatchObject({ verdict, decidedAt, n: 230 });
  });

  it('goes on from its stored state as if it had not stopped', () => {
    const options = {
      count: 300,
      seed: 9,
      championError: none,
      challengerError: blur,
    };
    const whole = simulated(options);
    const stopped = SequentialComparison.restore(
      JSON.parse(JSON.stringify(whole.state())),
    );
    expect(stopped.result()).toEqual(whole.result());
    const row = { label: 1, champion: 0.2, challenger: 0.3 };
    whole.add(row);
    stopped.add(row);
    expect(stopped.state()).toEqual(whole.state());
  });

  it('refuses rows and states it cannot read', () => {
    const comparison = SequentialComparison.create();
    expect(() =>
      comparison.add({ label: 2, champion: 0.1, challenger: 0.1 }),
    ).toThrow('A label must be 0 or 1, got 2');
    expect(() =>
      comparison.add({ label: 1, champion: 0.1, challenger: NaN }),
    ).toThrow('A probability must be 0 to 1, got NaN');
    expect(comparison.result().n).toBe(0);
    expect(() => SequentialComparison.create({ floor: 0.5 })).toThrow(
      'the floor between 0 and 0.5: 0.05, 0.5',
    );
    expect(() =>
      SequentialComparison.restore({ ...comparison.state(), weights: [1] }),
    ).toThrow('The state has 1 weights, not 61');
  });
});
