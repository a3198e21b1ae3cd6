import { rocAuc } from '../evaluation/metrics';
import { drawnRows } from './__testUtils__/drawnRows';
import { evaluateTrees } from './evaluateTrees';
import { trainRankTrees } from './trainRankTrees';

const set = drawnRows({ count: 1000, unknown: 0.1 });

const marginAt = (
  ensemble: ReturnType<typeof trainRankTrees>,
  ...row: number[]
) => evaluateTrees(ensemble, Float32Array.from(row))[0];

describe('trainRankTrees', () => {
  it('rises with what makes risky and ignores what does not', () => {
    const ensemble = trainRankTrees(set);
    const middle = marginAt(ensemble, 0, 0, 0, 0);
    expect(marginAt(ensemble, 1.5, 0, 0, 0)).toBeGreaterThan(middle + 1);
    expect(marginAt(ensemble, -1.5, 0, 0, 0)).toBeLessThan(middle - 1);
    expect(Math.abs(marginAt(ensemble, 0, 0, 1.5, 0) - middle)).toBeLessThan(
      0.3,
    );
  });

  it('ranks as a rising transform of the values does', () => {
    const cubed = { ...set, rows: set.rows.map(value => value ** 3) };
    const [a, b] = [set, cubed].map(rows =>
      evaluateTrees(trainRankTrees(rows), rows.rows),
    );
    for (const [row, margin] of a.entries()) {
      expect(b[row]).toBeCloseTo(margin, 6);
    }
  });

  it('takes an unknown value for an average one', () => {
    const ensemble = trainRankTrees(set);
    const unknown = marginAt(ensemble, NaN, NaN, NaN, NaN);
    expect(Math.abs(unknown - ensemble.baseMargin)).toBeLessThan(0.15);
  });

  it('is one tree per feature that varies, covering all rows', () => {
    const constant = {
      ...set,
      rows: set.rows.map((value, i) => [value, 7, NaN, value][i % 4]),
    };
    const { starts, feature, cover } = trainRankTrees(constant);
    expect(starts).toHaveLength(3);
    expect(new Set(feature)).toEqual(new Set([0, 3, -1]));
    expect(cover[starts[0]]).toBe(1000);
    expect(cover[starts[1]]).toBe(1000);
  });

  it('starts from given margins', () => {
    const baseMargin = Float64Array.from(set.labels, (_, row) =>
      Number.isNaN(set.rows[4 * row]) ? 0 : 2 * set.rows[4 * row],
    );
    const [given, alone] = [{ ...set, baseMargin }, set].map(rows => {
      const ensemble = trainRankTrees(rows);
      return (
        marginAt(ensemble, 1.5, 0, 0, 0) - marginAt(ensemble, -1.5, 0, 0, 0)
      );
    });
    expect(given).toBeLessThan(alone - 2);
  });

  it('takes a row of weight two as two rows', () => {
    const random = drawnRows({ count: 200, seed: 4 });
    const doubled = {
      ...random,
      rows: Float32Array.from([...random.rows, ...random.rows]),
      labels: Uint8Array.from([...random.labels, ...random.labels]),
    };
    // Weights are scaled to a mean of 1, the penalty with them.
    const [a, b] = [
      trainRankTrees({
        ...random,
        weights: new Uint8Array(200).fill(2),
        l2: 1,
      }),
      trainRankTrees({ ...doubled, l2: 2 }),
    ].map(ensemble => evaluateTrees(ensemble, random.rows));
    for (const [row, margin] of a.entries()) {
      expect(margin).toBeCloseTo(b[row], 5);
    }
  });

  it('leaves out what would contradict a monotone feature', () => {
    const ensemble = trainRankTrees({ ...set, monotone: [-1, 0, 0, 0] });
    expect(ensemble.feature).not.toContain(0);
    expect(
      trainRankTrees({ ...set, monotone: [1, 0, 0, 0] }).feature,
    ).toContain(0);
  });

  it('ranks rows it has not seen', () => {
    const later = drawnRows({ count: 2000, seed: 9 });
    const margins = evaluateTrees(trainRankTrees(set), later.rows);
    expect(rocAuc(later.labels, margins)).toBeGreaterThan(0.82);
  });

  it.each([
    [{ l2: 0 }, 'l2 must be above 0 and finite, got 0'],
    [
      { labels: new Uint8Array(1000) },
      'Both classes are needed to learn: 0 of 1000 rows are positive',
    ],
  ])('refuses %# with a reason', (wrong, reason) => {
    expect(() => trainRankTrees({ ...set, ...wrong })).toThrow(reason);
  });
});
