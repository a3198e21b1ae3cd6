import { drawnRows } from './__testUtils__/drawnRows';
import { evaluateTrees } from './evaluateTrees';
import { trainRankTrees } from './trainRankTrees';
import { defaultRiskTreesSettings, trainRiskTrees } from './trainRiskTrees';
import { trainBag } from './trainTrees';

const set = drawnRows({ count: 500, unknown: 0.1 });
const settings = {
  ...defaultRiskTreesSettings,
  parameters: { ...defaultRiskTreesSettings.parameters, rounds: 10 },
};

describe('trainRiskTrees', () => {
  it('adds the margins of the bag and of the ranks by their shares', () => {
    const { ensemble } = trainRiskTrees({
      ...set,
      seed: 1,
      settings: { ...settings, halfLife: undefined, rankShare: 0.4 },
    });
    const bag = trainBag({ ...set, ...settings, seed: 1 }).ensemble;
    const [whole, trees, ranks] = [ensemble, bag, trainRankTrees(set)].map(
      part => evaluateTrees(part, set.rows),
    );
    for (const [row, margin] of whole.entries()) {
      expect(margin).toBeCloseTo(0.6 * trees[row] + 0.4 * ranks[row], 5);
    }
  });

  it('is the bag alone without a share of ranks', () => {
    const options = { ...settings, halfLife: undefined, rankShare: 0 };
    expect(trainRiskTrees({ ...set, seed: 1, settings: options })).toEqual(
      trainBag({ ...set, ...settings, seed: 1 }),
    );
  });

  it('follows the newer rows where they contradict the older', () => {
    // The first feature turns from safe to risky halfway.
    const labels = set.labels.map((_, row) =>
      Number(set.rows[4 * row] > 0 === row >= 250),
    );
    const riseOf = (halfLife: number | undefined) => {
      const { ensemble } = trainRiskTrees({
        ...set,
        labels,
        seed: 1,
        settings: { ...settings, halfLife },
      });
      const [low, high] = evaluateTrees(
        ensemble,
        Float32Array.of(-1, 0, 0, 0, 1, 0, 0, 0),
      );
      return high - low;
    };
    expect(riseOf(0.2)).toBeGreaterThan(riseOf(undefined) + 0.3);
  });

  it('gives the same bits for the same seed', () => {
    const train = (seed: number) => trainRiskTrees({ ...set, seed, settings });
    expect(train(2)).toEqual(train(2));
    expect(train(2).ensemble).not.toEqual(train(3).ensemble);
  });

  it.each([
    [{ rankShare: 1.5 }, 'rankShare must lie from 0 to 1, got 1.5'],
    [{ halfLife: 0 }, 'halfLife must be above 0, got 0'],
  ])('refuses %j', (wrong, reason) => {
    expect(() =>
      trainRiskTrees({ ...set, seed: 1, settings: { ...settings, ...wrong } }),
    ).toThrow(reason);
  });

  it('refuses rows of one class with a reason', () => {
    expect(() =>
      trainRiskTrees({ ...set, labels: new Uint8Array(500), seed: 1 }),
    ).toThrow('Both classes are needed to learn: 0 of 500 rows are positive');
  });
});
