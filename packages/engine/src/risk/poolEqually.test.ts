import { poolEqually } from './poolEqually';

describe('poolEqually', () => {
  it('gives each project the same weight and a group of its own', () => {
    const pooled = poolEqually([
      { rows: Float64Array.of(1, 2), labels: [1, 0] },
      { rows: Float64Array.of(3, 4, 5, 6), labels: [0, 0, 1, 1] },
    ]);
    expect([...pooled.rows]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...pooled.labels]).toEqual([1, 0, 0, 0, 1, 1]);
    expect([...pooled.weights]).toEqual([0.5, 0.5, 0.25, 0.25, 0.25, 0.25]);
    expect([...pooled.groups]).toEqual([0, 0, 1, 1, 1, 1]);
  });
});
