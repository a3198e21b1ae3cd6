import { logLoss } from '../evaluation/metrics';
import { sigmoid } from '../linearModel';
import { drawnRows } from './__testUtils__/drawnRows';
import { correctPrior } from './correctPrior';
import { evaluateTrees } from './evaluateTrees';
import type { TreeEnsemble } from './treeEnsemble';
import { trainRiskTrees } from './trainRiskTrees';

/** A prior of another place, where the second feature does not matter and failures are rarer. */
const elsewhere = drawnRows({ count: 3000, seed: 3 });
const prior = trainRiskTrees({
  ...elsewhere,
  labels: elsewhere.labels.map((_, row) =>
    Number(elsewhere.rows[4 * row] + (row % 7) / 2 > 3),
  ),
  seed: 1,
}).ensemble;
const later = drawnRows({ count: 3000, seed: 5 });
const lossOf = (ensemble: TreeEnsemble) =>
  logLoss(
    later.labels,
    Array.from(evaluateTrees(ensemble, later.rows), sigmoid),
  );

describe('correctPrior', () => {
  const local = drawnRows({ count: 600, seed: 4 });

  it('maps the prior, and corrects it further', () => {
    const mapped = correctPrior({
      ...local,
      prior,
      seed: 1,
      withCorrection: false,
    });
    const corrected = correctPrior({ ...local, prior, seed: 1 });
    expect(mapped.starts).toEqual(prior.starts);
    expect(lossOf(mapped)).toBeLessThan(lossOf(prior) - 0.1);
    expect(lossOf(corrected)).toBeLessThan(lossOf(mapped) - 0.02);
  });

  it('beats local rows alone where there are few', () => {
    const few = drawnRows({ count: 150, seed: 6 });
    const alone = trainRiskTrees({ ...few, seed: 1 }).ensemble;
    const corrected = correctPrior({ ...few, prior, seed: 1 });
    expect(lossOf(corrected)).toBeLessThan(lossOf(alone));
  });

  it('refuses one class with a reason', () => {
    expect(() =>
      correctPrior({ ...local, labels: new Uint8Array(600), prior, seed: 1 }),
    ).toThrow(/class/);
  });
});
