import fc from 'fast-check';
import { SeededRandom } from '../../trees/SeededRandom';
import { binnedDistribution } from './binnedDistribution';
import { driftLevel } from './driftLevel';
import { driftReference } from './driftReference';
import { measureDrift } from './measureDrift';
import { populationStability } from './populationStability';
import { distanceFromGrid, quantileGrid } from './quantileGrid';

function uniform(options: {
  count: number;
  seed: number;
  from?: number;
  to?: number;
}): Float64Array {
  const { count, seed, from = 0, to = 1 } = options;
  const random = SeededRandom.create({ seed });
  return Float64Array.from(
    { length: count },
    () => from + (to - from) * random.next(),
  );
}

describe('binnedDistribution', () => {
  it('puts about as many rows into each bin', () => {
    const { edges, shares } = binnedDistribution({
      values: Float64Array.from({ length: 100 }, (_, i) => i),
      bins: 4,
    });
    expect(edges).toEqual([24, 49, 74]);
    expect(shares).toEqual([0.25, 0.25, 0.25, 0.25, 0]);
  });

  it('gives a value that repeats one bin, with room below it, and unknown values one', () => {
    const { edges, shares } = binnedDistribution({
      values: Float64Array.of(0, 0, 0, 0, 5, 9, NaN, NaN),
      bins: 3,
    });
    expect(edges).toEqual([-Number.MIN_VALUE, 0]);
    expect(shares).toEqual([0, 0.5, 0.25, 0.25]);
  });

  it('has shares that add up to 1 and rising edges, whatever the values', () => {
    const value = fc.oneof(
      fc.constant(NaN),
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), values => {
        const { edges, shares } = binnedDistribution({
          values: Float64Array.from(values),
          bins: 10,
        });
        expect(shares.length).toBe(edges.length + 2);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        for (let i = 1; i < edges.length; i++) {
          expect(edges[i]).toBeGreaterThan(edges[i - 1]);
        }
      }),
    );
  });
});

describe('populationStability', () => {
  it('is the sum over bins of the difference times the log of the ratio', () => {
    const reference = { edges: [0], shares: [0.5, 0.5, 0] };
    const values = Float64Array.from({ length: 10_000 }, (_, i) =>
      i < 7000 ? -1 : 1,
    );
    // (0.7 − 0.5) · ln 1.4 + (0.3 − 0.5) · ln 0.6; the half row per bin changes the fourth digit.
    expect(
      populationStability({ reference, referenceRows: 10_000, values })?.psi,
    ).toBeCloseTo(0.2 * Math.log(1.4) - 0.2 * Math.log(0.6), 3);
  });

  it('stays below its noise in 999 of 1,000 comparisons without drift, also of few rows', () => {
    const reference = binnedDistribution({
      values: uniform({ count: 5000, seed: 1 }),
      bins: 10,
    });
    let above = 0;
    for (let seed = 2; seed < 1002; seed++) {
      const stability = populationStability({
        reference,
        referenceRows: 5000,
        values: uniform({ count: 100, seed }),
      });
      above += Number((stability?.psi ?? 1) > (stability?.noise ?? 0));
    }
    expect(above).toBeLessThanOrEqual(4);
  });

  it('knows nothing without values', () => {
    expect(
      populationStability({
        reference: { edges: [], shares: [1, 0] },
        referenceRows: 5,
        values: new Float64Array(0),
      }),
    ).toBeUndefined();
  });
});

describe('distanceFromGrid', () => {
  it.each([
    [0, 1, 0],
    [0.3, 1.3, 0.3],
    [0, 0.5, 0.5],
    [5, 6, 1],
  ])('of even values from %p to %p is %p', (from, to, expected) => {
    const grid = quantileGrid({
      sorted: uniform({ count: 20_000, seed: 1 }).sort(),
      points: 101,
    });
    const values = uniform({ count: 20_000, seed: 2, from, to });
    expect(
      Math.abs(distanceFromGrid({ grid, values }) - expected),
    ).toBeLessThan(0.02);
  });

  it('is exact for values that repeat', () => {
    const grid = quantileGrid({
      sorted: Float64Array.from({ length: 1000 }, (_, i) => Number(i >= 300)),
      points: 1001,
    });
    const values = Float64Array.from({ length: 10 }, (_, i) => Number(i >= 5));
    expect(distanceFromGrid({ grid, values })).toBeCloseTo(0.2, 2);
    const zeros = quantileGrid({ sorted: new Float64Array(50), points: 101 });
    expect(distanceFromGrid({ grid: zeros, values: new Float64Array(9) })).toBe(
      0,
    );
  });
});

it.each([
  [0.05, undefined, 'stable'],
  [0.1, undefined, 'watch'],
  [0.2499, 0.1, 'watch'],
  [0.25, 0.1, 'act'],
  [0.3, 0.35, 'stable'],
  [0, 0, 'stable'],
])('an index of %p with noise %p is %s', (psi, noise, level) => {
  expect(driftLevel({ psi, noise })).toBe(level);
});

describe('measureDrift', () => {
  const count = 2000;
  const training = uniform({ count: 3 * count, seed: 1 });
  const margins = uniform({ count, seed: 2, from: -3, to: 1 });
  /** The third feature is 7 always. */
  const rows = Float32Array.from(training, (x, i) => (i % 3 === 2 ? 7 : x));
  const reference = driftReference({
    names: ['size', 'tests', 'constant'],
    rows,
    margins,
  });

  it('finds nothing in the training rows themselves', () => {
    const drift = measureDrift({ reference, rows, margins });
    expect(drift.rows).toBe(count);
    for (const { psi, level } of [...drift.features, drift.score]) {
      expect(psi).toBeLessThan(1e-9);
      expect(level).toBe('stable');
    }
    expect(drift.score.ks).toBeLessThan(0.011);
  });

  it('survives storage as JSON', () => {
    expect(JSON.parse(JSON.stringify(reference))).toEqual(reference);
    expect(JSON.stringify(reference).length).toBeLessThan(5000);
  });

  it('names what moved, what went missing, and a constant that is none any more', () => {
    const later = uniform({ count: 300, seed: 5 });
    const now = Float32Array.from({ length: 3 * 100 }, (_, i) => {
      if (i % 3 === 0) {
        return later[i] / 2;
      }
      return i % 3 === 1 ? NaN : 6.5;
    });
    const drift = measureDrift({
      reference,
      rows: now,
      margins: uniform({ count: 100, seed: 6, from: -2, to: 2 }),
    });
    expect(drift.features.map(({ name, level }) => [name, level])).toEqual([
      ['size', 'act'],
      ['tests', 'act'],
      ['constant', 'act'],
    ]);
    expect(drift.features[1]).toMatchObject({ missingThen: 0, missingNow: 1 });
    expect(drift.score.level).toBe('act');
    expect(drift.score.ks).toBeGreaterThan(0.2);
  });

  it('calls nothing drift that ten rows could be by chance', () => {
    const drift = measureDrift({
      reference,
      rows: rows.slice(0, 30),
      margins: margins.slice(0, 10),
    });
    expect(drift.features.every(({ level }) => level === 'stable')).toBe(true);
  });

  it('knows nothing without rows', () => {
    const drift = measureDrift({ reference, rows: [], margins: [] });
    expect(drift.score).toEqual({
      psi: undefined,
      noise: undefined,
      ks: undefined,
      level: 'stable',
    });
    expect(drift.features[0].missingNow).toBeUndefined();
  });

  it('refuses rows of another shape and margins that are no numbers', () => {
    expect(() => measureDrift({ reference, rows: [1], margins: [1] })).toThrow(
      '1 margins of 3 features need 3 values, got 1',
    );
    expect(() =>
      driftReference({ names: ['a'], rows: [1], margins: [NaN] }),
    ).toThrow('The margin of row 0 is NaN');
    expect(() =>
      driftReference({ names: ['a'], rows: [], margins: [] }),
    ).toThrow('A reference needs rows and at least two bins: 0, 10');
  });
});
