import { allChanges, drawnChanges } from './scaleData';

describe('allChanges', () => {
  it('puts projects one after another over all columns; what one lacks is unknown', () => {
    const part = (rows: number[], labels: number[]) => ({
      rows: Float32Array.from(rows),
      labels: Uint8Array.from(labels),
    });
    const { rows, labels, featureCount } = allChanges([
      {
        family: 'a',
        name: 'web',
        features: ['la', 'nf'],
        train: part([1, 2], [1]),
        test: part([3, 4], [0]),
      },
      {
        family: 'b',
        name: 'api',
        features: ['age', 'la'],
        train: part([5, 6], [1]),
        test: part([], []),
      },
    ]);
    expect(featureCount).toBe(3);
    expect([...rows]).toEqual([1, 2, NaN, 3, 4, NaN, 6, NaN, 5]);
    expect([...labels]).toEqual([1, 0, 1]);
  });
});

describe('drawnChanges', () => {
  it('draws the same rows for the same seed, with both classes and unknown values', () => {
    const draw = (seed: number) =>
      drawnChanges({ count: 500, featureCount: 30, seed });
    const { rows, labels } = draw(1);
    expect(draw(1).rows).toEqual(rows);
    expect(draw(2).rows).not.toEqual(rows);
    expect(new Set(labels)).toEqual(new Set([0, 1]));
    const unknown = rows.filter(Number.isNaN).length / rows.length;
    expect(unknown).toBeGreaterThan(0.04);
    expect(unknown).toBeLessThan(0.06);
  });
});
