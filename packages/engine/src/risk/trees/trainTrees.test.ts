import { logLoss } from '../evaluation/metrics';
import { sigmoid } from '../linearModel';
import { drawnRows } from './__testUtils__/drawnRows';
import { evaluateTrees } from './evaluateTrees';
import { splitByTime, type TreeTrainingSet } from './trainingRows';
import {
  trainBag,
  TrainingCancelledError,
  trainTrees,
  type TreeTrainingProgress,
} from './trainTrees';
import { defaultTreeParameters, type TreeParameters } from './treeParameters';

const set = drawnRows({ count: 600, unknown: 0.05 });
const parameters: TreeParameters = {
  ...defaultTreeParameters,
  rounds: 20,
  minChildRows: 10,
};
const lossOf = (
  ensemble: ReturnType<typeof trainTrees>['ensemble'],
  of: TreeTrainingSet,
) => logLoss(of.labels, Array.from(evaluateTrees(ensemble, of.rows), sigmoid));

describe('trainTrees', () => {
  it('lowers the training loss round by round and reports the loss of its own margins', () => {
    const { ensemble, trainingLoss, rounds } = trainTrees({
      ...set,
      parameters: { ...parameters, rowShare: 1 },
      seed: 1,
    });
    expect(rounds).toBe(20);
    expect(trainingLoss).toHaveLength(21);
    for (const [round, loss] of trainingLoss.entries()) {
      expect(round === 0 || loss < trainingLoss[round - 1]).toBe(true);
    }
    expect(trainingLoss[20]).toBeCloseTo(lossOf(ensemble, set), 6);
  });

  it('finds what it was drawn from on rows it has not seen', () => {
    const train = drawnRows({ count: 4000, seed: 1 });
    const test = drawnRows({ count: 4000, seed: 2 });
    const truth = Array.from(test.labels, (_, row) =>
      sigmoid(2 * test.rows[4 * row] - test.rows[4 * row + 1] ** 2),
    );
    const { ensemble } = trainTrees({
      ...train,
      parameters: { ...parameters, rounds: 150 },
      seed: 1,
    });
    const best = logLoss(test.labels, truth);
    expect(lossOf(ensemble, test)).toBeLessThan(best + 0.02);
  });

  it('gives the same bits for the same seed and others for another', () => {
    const train = (seed: number) => trainTrees({ ...set, parameters, seed });
    expect(train(3)).toEqual(train(3));
    expect(train(3).ensemble).not.toEqual(train(4).ensemble);
  });

  it('starts at the log-odds of the share of positives', () => {
    const positives = set.labels.reduce((sum, label) => sum + label, 0);
    const { ensemble } = trainTrees({ ...set, parameters, seed: 1 });
    expect(ensemble.baseMargin).toBeCloseTo(
      Math.log(positives / (600 - positives)),
      5,
    );
  });

  it('counts the weight of all rows that pass a node, drawn or not', () => {
    const weights = set.labels.map((_, row) => 1 + (row % 3));
    const { ensemble } = trainTrees({ ...set, weights, parameters, seed: 1 });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const start of ensemble.starts.subarray(0, -1)) {
      expect(ensemble.cover[start]).toBe(total);
    }
    for (const [node, feature] of ensemble.feature.entries()) {
      const { cover, left, right } = ensemble;
      expect(
        feature < 0 || cover[node] === cover[left[node]] + cover[right[node]],
      ).toBe(true);
    }
  });

  it('grows leaf-wise to no more leaves than asked', () => {
    const { ensemble } = trainTrees({
      ...set,
      parameters: { ...parameters, maxLeaves: 5, maxDepth: 30 },
      seed: 1,
    });
    for (const [tree, start] of ensemble.starts.subarray(0, -1).entries()) {
      const nodes = ensemble.starts[tree + 1] - start;
      expect(nodes).toBeLessThanOrEqual(9);
    }
  });

  it('grows leaf-wise and depth-limited to the same model when every split is made', () => {
    const grown = [undefined, 64].map(
      maxLeaves =>
        trainTrees({
          ...set,
          parameters: {
            ...parameters,
            maxLeaves,
            rowShare: 1,
            columnShareBySplit: 1,
          },
          seed: 1,
        }).ensemble,
    );
    const [a, b] = grown.map(ensemble => evaluateTrees(ensemble, set.rows));
    for (const [row, margin] of a.entries()) {
      expect(margin).toBeCloseTo(b[row], 5);
    }
  });

  it('averages the trees of a round', () => {
    const { ensemble } = trainTrees({
      ...set,
      parameters: { ...parameters, rounds: 2, treesPerRound: 4 },
      seed: 1,
    });
    expect(ensemble.starts).toHaveLength(9);
    expect(lossOf(ensemble, set)).toBeLessThan(
      lossOf({ ...ensemble, starts: ensemble.starts.slice(0, 2) }, set),
    );
  });
});

describe('early stopping', () => {
  const patient = { ...parameters, rounds: 400, earlyStoppingRounds: 10 };

  it('keeps the rounds that were best for the later rows', () => {
    const { rounds, validationLoss, trainingLoss, stoppedEarly, ensemble } =
      trainTrees({ ...set, laterShare: 0.3, parameters: patient, seed: 1 });
    expect(stoppedEarly).toBe(true);
    expect(trainingLoss).toHaveLength(rounds + 11);
    expect(Math.min(...validationLoss)).toBe(validationLoss[rounds]);
    const { later } = splitByTime(set, 0.3);
    expect(lossOf(ensemble, { ...later, featureCount: 4 })).toBeCloseTo(
      validationLoss[rounds],
      6,
    );
  });

  it('never learns from the later rows', () => {
    const flipped = set.labels.map((label, row) =>
      row < 420 ? label : 1 - label,
    );
    const train = (labels: Uint8Array) =>
      trainTrees({ ...set, labels, laterShare: 0.3, parameters, seed: 1 });
    expect(train(flipped).ensemble).toEqual(train(set.labels).ensemble);
  });

  it('keeps no tree at all when none helps', () => {
    // What was learned from the earlier rows is the opposite of the truth later.
    const labels = set.labels.map((_, row) =>
      Number(set.rows[4 * row] > 0 === row < 420),
    );
    const { rounds, ensemble } = trainTrees({
      ...set,
      labels,
      laterShare: 0.3,
      parameters: patient,
      seed: 1,
    });
    expect(rounds).toBe(0);
    expect(Array.from(ensemble.starts)).toEqual([0]);
  });

  it('is refused without later rows', () => {
    expect(() => trainTrees({ ...set, parameters: patient, seed: 1 })).toThrow(
      'Early stopping needs later rows: pass validation or laterShare',
    );
    expect(() =>
      trainTrees({ ...set, laterShare: 1, parameters, seed: 1 }),
    ).toThrow('The later share must lie between 0 and 1, got 1');
  });
});

describe('a base margin', () => {
  it('is what the trees are added to, and is not part of the ensemble', () => {
    const baseMargin = Float64Array.from(set.labels, (_, row) => {
      const value = set.rows[4 * row];
      return Number.isNaN(value) ? 0 : 2 * value;
    });
    const { ensemble, trainingLoss } = trainTrees({
      ...set,
      baseMargin,
      parameters,
      seed: 1,
    });
    const boosted = evaluateTrees(ensemble, set.rows).map(
      (margin, row) => margin + baseMargin[row],
    );
    expect(logLoss(set.labels, Array.from(boosted, sigmoid))).toBeCloseTo(
      trainingLoss[20],
      6,
    );
    expect(trainingLoss[0]).toBeLessThan(0.5);
  });

  it('starts at the margin itself when no constant is fitted', () => {
    const baseMargin = Float64Array.from(set.labels, () => -1);
    const { ensemble, trainingLoss } = trainTrees({
      ...set,
      baseMargin,
      fitIntercept: false,
      parameters,
      seed: 1,
    });
    expect(ensemble.baseMargin).toBe(0);
    expect(trainingLoss[0]).toBeCloseTo(
      logLoss(set.labels, Array.from(baseMargin, sigmoid)),
      12,
    );
  });
});

describe('a bag', () => {
  it('is the mean of its members, each on draws of its own', () => {
    const bag = trainBag({ ...set, parameters, seed: 5, bags: 3 });
    const single = trainTrees({ ...set, parameters, seed: 5 });
    expect(bag.ensemble.starts).toHaveLength(61);
    const members = [0, 20, 40].map(from => {
      const starts = bag.ensemble.starts.slice(from, from + 21);
      return evaluateTrees({ ...bag.ensemble, starts }, set.rows).map(
        margin => 3 * (margin - bag.ensemble.baseMargin),
      );
    });
    const margins = evaluateTrees(bag.ensemble, set.rows);
    const alone = evaluateTrees(single.ensemble, set.rows);
    for (const [row, margin] of margins.entries()) {
      const mean = (members[0][row] + members[1][row] + members[2][row]) / 3;
      expect(margin - bag.ensemble.baseMargin).toBeCloseTo(mean, 9);
      expect(members[0][row]).toBeCloseTo(
        alone[row] - single.ensemble.baseMargin,
        5,
      );
    }
    expect(members[0]).not.toEqual(members[1]);
  });

  it('stops together, by the loss of the mean', () => {
    const { rounds, ensemble, validationLoss } = trainBag({
      ...set,
      laterShare: 0.3,
      parameters: { ...parameters, rounds: 400, earlyStoppingRounds: 10 },
      seed: 1,
      bags: 3,
    });
    const { later } = splitByTime(set, 0.3);
    expect(lossOf(ensemble, { ...later, featureCount: 4 })).toBeCloseTo(
      validationLoss[rounds],
      6,
    );
  });
});

describe('a training in progress', () => {
  it('says how far it has come', () => {
    const seen: TreeTrainingProgress[] = [];
    const { trainingLoss, validationLoss } = trainTrees({
      ...set,
      laterShare: 0.2,
      parameters: { ...parameters, rounds: 3 },
      seed: 1,
      onProgress: progress => seen.push(progress),
    });
    expect(seen).toEqual(
      [1, 2, 3].map(round => ({
        round,
        rounds: 3,
        trainingLoss: trainingLoss[round - 1],
        validationLoss: validationLoss[round],
      })),
    );
  });

  it('ends when told to stop', () => {
    let asked = 0;
    const train = () =>
      trainTrees({
        ...set,
        parameters,
        seed: 1,
        shouldStop: () => ++asked > 4,
      });
    expect(train).toThrow(TrainingCancelledError);
    expect(train).toThrow('Training was cancelled after 0 of 20 rounds');
    expect(asked).toBe(6);
  });
});
