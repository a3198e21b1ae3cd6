import { drawnRows } from './__testUtils__/drawnRows';
import { trainBag, trainTrees } from './trainTrees';
import { defaultTreeParameters, type TreeParameters } from './treeParameters';

const set = drawnRows({ count: 600, unknown: 0.05 });
const parameters: TreeParameters = {
  ...defaultTreeParameters,
  rounds: 20,
  minChildRows: 10,
};

describe('input that cannot be learned from', () => {
  it.each([
    [
      { labels: new Uint8Array(600) },
      'Both classes are needed to learn: 0 of 600 rows are positive',
    ],
    [
      { labels: new Uint8Array(600).fill(1) },
      'Both classes are needed to learn: 600 of 600 rows are positive',
    ],
    [
      { labels: new Uint8Array(600).fill(2) },
      'The label of row 0 must be 0 or 1, got 2',
    ],
    [
      { labels: new Uint8Array(3) },
      '3 labels of 4 features need 12 values, got 2400',
    ],
    [
      { labels: new Uint8Array(0), rows: new Float32Array(0) },
      'There are no rows to learn from',
    ],
    [{ featureCount: 0 }, 'featureCount must be a whole number from 1, got 0'],
    [
      { rows: new Float32Array(2400).fill(Infinity) },
      'Feature 0 of row 0 must be finite or NaN, got Infinity',
    ],
    [{ weights: [1] }, '600 labels need 600 numbers as weights, got 1'],
    [
      { weights: new Float64Array(600) },
      'weights of row 0 must be positive and finite, got 0',
    ],
    [
      { baseMargin: new Float64Array(600).fill(NaN) },
      'baseMargin of row 0 must be finite, got NaN',
    ],
    [
      { parameters: { ...parameters, rounds: 0 } },
      'rounds must be a whole number from 1 to 100000, got 0',
    ],
    [
      { parameters: { ...parameters, learningRate: 0 } },
      'learningRate must be above 0 to 1, got 0',
    ],
    [
      { parameters: { ...parameters, maxBins: 256 } },
      'maxBins must be a whole number from 2 to 255, got 256',
    ],
    [
      { parameters: { ...parameters, monotone: [1, 0] } },
      'monotone must be -1, 0 or 1 for each of the 4 features, got [1, 0]',
    ],
    [
      { validation: { rows: new Float32Array(1), labels: new Uint8Array(1) } },
      '1 labels of 4 features need 4 values, got 1',
    ],
  ])('%# is refused with a reason', (wrong, reason) => {
    const train = () => trainTrees({ ...set, parameters, seed: 1, ...wrong });
    expect(train).toThrow(RangeError);
    expect(train).toThrow(reason);
  });

  it('is refused without a member', () => {
    expect(() => trainBag({ ...set, parameters, seed: 1, bags: 0 })).toThrow(
      'bags must be a whole number from 1, got 0',
    );
  });
});
