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

  it('does not take a difference between groups for the effect of a feature', () => {
    // The third feature tells the groups apart, and one of them fails more often.
    const groups = set.labels.map((_, row) => row % 2);
    const rows = set.rows.map((value, i) =>
      i % 4 === 2 ? 10 * groups[Math.floor(i / 4)] : value,
    );
    const labels = set.labels.map((label, row) =>
      groups[row] === 1 && row % 3 === 0 ? 1 : label,
    );
    const effectOf = (given: ArrayLike<number> | undefined) => {
      const { ensemble } = trainRiskTrees({
        ...set,
        rows,
        labels,
        groups: given,
        seed: 1,
        settings: { ...settings, halfLife: undefined },
      });
      const [one, other] = evaluateTrees(
        ensemble,
        Float32Array.of(0, 0, 0, 0, 0, 0, 10, 0),
      );
      return Math.abs(other - one);
    };
    expect(effectOf(undefined)).toBeGreaterThan(0.3);
    expect(effectOf(groups)).toBeLessThan(0.1);
  });

  it('stands at the mean of the groups where the group is not known', () => {
    const groups = set.labels.map((_, row) => row % 2);
    const labels = set.labels.map((_, row) =>
      Number(row % (groups[row] ? 4 : 10) < 2),
    );
    const { ensemble } = trainRiskTrees({
      ...set,
      rows: set.rows.map(() => NaN),
      labels,
      groups,
      seed: 1,
      settings: { ...settings, halfLife: undefined },
    });
    const logit = (p: number) => Math.log(p / (1 - p));
    const shares = [0, 1].map(group => {
      const own = labels.filter((_, row) => groups[row] === group);
      return own.reduce((sum, label) => sum + label, 0) / own.length;
    });
    expect(ensemble.baseMargin).toBeCloseTo(
      (logit(shares[0]) + logit(shares[1])) / 2,
      4,
    );
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

  it('refuses groups that cannot be learned from', () => {
    const train = (groups: ArrayLike<number>) =>
      trainRiskTrees({ ...set, groups, seed: 1, settings });
    expect(() => train([1])).toThrow('500 labels need as many groups, got 1');
    expect(() => train(set.labels)).toThrow(
      /Both classes are needed to learn: all \d+ rows of group \d are \d/,
    );
  });

  it('refuses rows of one class with a reason', () => {
    expect(() =>
      trainRiskTrees({ ...set, labels: new Uint8Array(500), seed: 1 }),
    ).toThrow('Both classes are needed to learn: 0 of 500 rows are positive');
  });
});
