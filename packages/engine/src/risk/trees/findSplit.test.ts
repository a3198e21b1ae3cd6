import { binRows, createFeatureBins } from './binnedRows';
import { findSplit } from './findSplit';
import { fillHistogram, LANES } from './histogram';
import { defaultTreeParameters, type TreeParameters } from './treeParameters';

/** The best split of one feature whose rows have these gradients and hessian 1. */
function splitOf(
  values: number[],
  gradients: number[],
  parameters: Partial<TreeParameters> = {},
) {
  const rows = Float32Array.from(values);
  const bins = createFeatureBins({ rows, featureCount: 1, maxBins: 255 });
  const histogram = new Float64Array(bins.offsets[1] * LANES);
  fillHistogram({
    histogram,
    binned: binRows(rows, bins),
    rows: Int32Array.from(values, (_, row) => row),
    segment: { begin: 0, end: values.length },
    gradients: {
      gradient: Float64Array.from(gradients),
      hessian: new Float64Array(values.length).fill(1),
    },
    features: Int32Array.of(0),
    gathered: new Float64Array(2 * values.length),
  });
  return findSplit({
    node: {
      gradient: gradients.reduce((sum, g) => sum + g, 0),
      hessian: values.length,
      lower: -Infinity,
      upper: Infinity,
      rows: values.length,
      histogram,
    },
    features: Int32Array.of(0),
    bins,
    parameters: {
      ...defaultTreeParameters,
      minChildRows: 1,
      ...parameters,
    },
  });
}

describe('findSplit', () => {
  it('gains ½ (G_l² / (H_l + l2) + G_r² / (H_r + l2) − G² / (H + l2))', () => {
    const split = splitOf([1, 2, 3, 4], [1, 1, -1, -1]);
    expect(split).toMatchObject({ bin: 1, gain: (4 / 3 + 4 / 3) / 2 });
    expect(split?.left.gradient).toBe(2);
    expect(split?.right.gradient).toBe(-2);
  });

  it('sends unknown values to the side where they fit', () => {
    expect(splitOf([1, 2, NaN, NaN], [1, -1, 1, 1])?.missingLeft).toBe(true);
    expect(splitOf([1, 2, NaN, NaN], [1, -1, -1, -1])?.missingLeft).toBe(false);
  });

  it('sends unknown values with the majority when training saw none', () => {
    expect(splitOf([1, 2, 3, 4], [1, 1, 1, -3])?.missingLeft).toBe(true);
    expect(splitOf([1, 2, 3, 4], [-3, 1, 1, 1])?.missingLeft).toBe(false);
  });

  it('can ask only whether a value is known', () => {
    expect(splitOf([5, 5, NaN, NaN], [1, 1, -1, -1])).toMatchObject({
      bin: 0,
      missingLeft: false,
    });
  });

  it('finds nothing in a constant, in unknown values, or where all rows agree', () => {
    expect(splitOf([5, 5, 5, 5], [1, 1, -1, -1])).toBeUndefined();
    expect(splitOf([NaN, NaN, NaN], [1, -1, -1])).toBeUndefined();
    expect(splitOf([1, 2, 3, 4], [0, 0, 0, 0])).toBeUndefined();
  });

  it('leaves enough rows, hessian and gain', () => {
    const gradients = [-5, 1, 1, 1, 1, 1];
    const values = [1, 2, 3, 4, 5, 6];
    expect(splitOf(values, gradients)?.bin).toBe(0);
    expect(splitOf(values, gradients, { minChildRows: 2 })?.bin).toBe(1);
    expect(splitOf(values, gradients, { minChildHessian: 3 })?.bin).toBe(2);
    expect(splitOf(values, gradients, { minChildRows: 4 })).toBeUndefined();
    expect(splitOf(values, gradients, { minGain: 100 })).toBeUndefined();
  });

  it('refuses a split against the sign of a monotone feature', () => {
    // A negative gradient asks for a higher margin: here at low values.
    const [values, gradients] = [
      [1, 2, 3, 4],
      [-1, -1, 1, 1],
    ];
    expect(splitOf(values, gradients, { monotone: [-1] })?.bin).toBe(1);
    expect(splitOf(values, gradients, { monotone: [1] })).toBeUndefined();
    const split = splitOf(values, gradients, { monotone: [-1] });
    expect([split?.left.lower, split?.right.upper]).toEqual([0, 0]);
  });
});
