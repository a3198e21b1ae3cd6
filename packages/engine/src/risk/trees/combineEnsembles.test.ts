import { drawnRows } from './__testUtils__/drawnRows';
import {
  averageEnsembles,
  scaleEnsemble,
  sumEnsembles,
} from './combineEnsembles';
import { evaluateTrees } from './evaluateTrees';
import { trainTrees } from './trainTrees';
import { defaultTreeParameters } from './treeParameters';

const set = drawnRows({ count: 400, unknown: 0.1 });
const [first, second] = [1, 2].map(
  seed =>
    trainTrees({
      ...set,
      seed,
      parameters: { ...defaultTreeParameters, rounds: 7, minChildRows: 5 },
    }).ensemble,
);
const [a, b] = [first, second].map(ensemble =>
  evaluateTrees(ensemble, set.rows),
);

describe('ensembles', () => {
  it('add up', () => {
    const sum = sumEnsembles([first, second]);
    expect(sum.starts).toHaveLength(15);
    const margins = evaluateTrees(sum, set.rows);
    for (const [row, margin] of margins.entries()) {
      expect(margin).toBeCloseTo(a[row] + b[row], 6);
    }
  });

  it('are averaged with leaves and base divided by their number', () => {
    const mean = averageEnsembles([first, second]);
    expect(mean.value[mean.starts[1] - 1]).toBe(
      Math.fround(first.value[first.starts[1] - 1] / 2),
    );
    for (const [row, margin] of evaluateTrees(mean, set.rows).entries()) {
      expect(margin).toBeCloseTo((a[row] + b[row]) / 2, 6);
    }
  });

  it('are scaled and shifted', () => {
    const scaled = scaleEnsemble(first, { slope: 0.7, shift: -0.3 });
    for (const [row, margin] of evaluateTrees(scaled, set.rows).entries()) {
      expect(margin).toBeCloseTo(0.7 * a[row] - 0.3, 5);
    }
  });

  it('keep the cover of each node', () => {
    const sum = sumEnsembles([first, second]);
    expect(Array.from(sum.cover)).toEqual([...first.cover, ...second.cover]);
  });

  it('are refused when there is none or their features differ', () => {
    expect(() => sumEnsembles([])).toThrow('There is no ensemble to combine');
    expect(() => sumEnsembles([first, { ...second, featureCount: 3 }])).toThrow(
      'Ensembles of 4 and 3 features cannot be combined',
    );
  });
});
