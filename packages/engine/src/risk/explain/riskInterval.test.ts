import { calibrate, fitVennAbers, vennAbersInterval } from '../calibration';
import { completedRows } from './completedRows';
import { riskInterval } from './riskInterval';

const table = fitVennAbers({
  labels: [0, 0, 1, 0, 1, 1, 0, 1],
  margins: [-3, -2, -1.5, -1, 0, 1, 1.5, 2],
});

/** Gives the probability 1/2 to every margin. */
const even = { kind: 'platt', slope: 0, intercept: 0 } as const;

describe('riskInterval', () => {
  it('is the Venn-Abers interval where nothing is missing', () => {
    const { low, high } = vennAbersInterval(table, 0);
    expect(
      riskInterval({ table, calibrator: even, margin: 0, completions: [] }),
    ).toEqual({ low, high });
  });

  it('is wider where unknown signals could move the margin, never narrower', () => {
    const of = (completions: number[]) =>
      riskInterval({ table, calibrator: even, margin: 0, completions });
    const known = of([]);
    const close = of([0, 0, 0]);
    const far = of([-3, -1, 0, 1, 2]);
    expect(close).toEqual(known);
    expect(far.low).toBeLessThan(known.low);
    expect(far.high).toBeGreaterThan(known.high);
  });

  it('contains the probability that another calibrator gives', () => {
    const calibrator = { kind: 'platt', slope: 1, intercept: 6 } as const;
    const of = (completions: number[]) =>
      riskInterval({ table, calibrator, margin: 0, completions });
    expect(of([]).high).toBe(calibrate(calibrator, 0).probability);
    expect(of([1, 1]).high).toBe(calibrate(calibrator, 1).probability);
  });
});

describe('completedRows', () => {
  it('takes the unknown values of a row from each reference together', () => {
    const rows = completedRows({
      row: Float32Array.of(1, NaN, NaN),
      reference: Float32Array.of(9, 2, 3, 9, 4, NaN),
    });
    expect([...rows]).toEqual([1, 2, 3, 1, 4, NaN]);
  });

  it('leaves out references that know no more, and all of them for a full row', () => {
    expect(
      completedRows({
        row: Float32Array.of(1, NaN),
        reference: Float32Array.of(7, NaN),
      }),
    ).toHaveLength(0);
    expect(
      completedRows({
        row: Float32Array.of(1, 2),
        reference: Float32Array.of(7, 8),
      }),
    ).toHaveLength(0);
  });

  it('refuses references of another width', () => {
    expect(() =>
      completedRows({
        row: new Float32Array(2),
        reference: new Float32Array(3),
      }),
    ).toThrow('The row has 2 values, the reference rows 3');
  });
});
