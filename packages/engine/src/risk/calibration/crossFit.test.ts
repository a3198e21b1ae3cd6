import { walkForward } from '../evaluation/walkForward';
import { crossFit } from './crossFit';

describe('crossFit', () => {
  const times = [0, 1, 2, 3, 4, 5, 6, 7];
  const splits = walkForward({ times, folds: 2 });

  it('gives each later row the margin of a model of the rows before it', () => {
    const { rows, margins } = crossFit({
      splits,
      fit: train => train.length,
      evaluate: (model, test) => Array.from(test, row => model * 10 + row),
    });
    expect([...rows]).toEqual([4, 5, 6, 7]);
    expect([...margins]).toEqual([44, 45, 66, 67]);
  });

  it('leaves a fold out that could not be fitted', () => {
    const { rows } = crossFit({
      splits,
      fit: train => (train.length > 4 ? 'model' : undefined),
      evaluate: (_, test) => new Float64Array(test.length),
    });
    expect([...rows]).toEqual([6, 7]);
  });

  it('refuses margins that are missing or no numbers', () => {
    expect(() =>
      crossFit({ splits, fit: () => 1, evaluate: () => [1] }),
    ).toThrow('2 rows need as many finite margins, got 1');
    expect(() =>
      crossFit({ splits, fit: () => 1, evaluate: () => [1, NaN] }),
    ).toThrow('2 rows need as many finite margins, got 2: NaN');
  });
});
