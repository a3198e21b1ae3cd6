import fc from 'fast-check';
import {
  brier,
  expectedCalibrationError,
  logLoss,
  prAuc,
  rocAuc,
} from './metrics';

const labelled = fc.array(
  fc.record({
    label: fc.constantFrom(0, 1),
    // Few distinct scores, so that ties are the rule.
    score: fc.integer({ min: 0, max: 6 }).map(score => score / 6),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('rocAuc', () => {
  // The example of scikit-learn's roc_auc_score.
  it('is 0.75 for the textbook example', () => {
    expect(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75);
  });

  it.each([
    [[0, 1], [0.5, 0.5], 0.5],
    [[0, 1], [0.2, 0.9], 1],
    [[1, 0], [0.2, 0.9], 0],
    [[0, 1, 1], [0.5, 0.5, 0.9], 0.75],
  ])('of %p by %p is %p', (labels, scores, expected) => {
    expect(rocAuc(labels, scores)).toBe(expected);
  });

  it('is the share of pairs in the right order, ties counting one half', () => {
    fc.assert(
      fc.property(labelled, rows => {
        const positives = rows.filter(({ label }) => label === 1);
        const negatives = rows.filter(({ label }) => label === 0);
        let wins = 0;
        for (const positive of positives) {
          for (const negative of negatives) {
            wins += (Math.sign(positive.score - negative.score) + 1) / 2;
          }
        }
        const pairs = positives.length * negatives.length;
        expect(
          rocAuc(
            rows.map(({ label }) => label),
            rows.map(({ score }) => score),
          ) ?? -1,
        ).toBeCloseTo(pairs ? wins / pairs : -1, 12);
      }),
    );
  });

  it('is undefined with one class only', () => {
    expect(rocAuc([1, 1], [0, 1])).toBeUndefined();
    expect(rocAuc([0], [0])).toBeUndefined();
  });
});

describe('prAuc', () => {
  // The example of scikit-learn's average_precision_score.
  it('is 0.83 for the textbook example', () => {
    expect(prAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBeCloseTo(5 / 6, 12);
  });

  it('is the base rate when all scores are equal', () => {
    expect(prAuc([0, 1, 0, 0, 1], [3, 3, 3, 3, 3])).toBe(0.4);
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(labelled, rows => {
        const area = (list: typeof rows) =>
          prAuc(
            list.map(({ label }) => label),
            list.map(({ score }) => score),
          );
        expect(area([...rows].reverse())).toBe(area(rows));
      }),
    );
  });

  it('is undefined without a positive', () => {
    expect(prAuc([0, 0], [0, 1])).toBeUndefined();
  });
});

describe('brier and logLoss', () => {
  // The example of scikit-learn's brier_score_loss.
  it('give the textbook values', () => {
    expect(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])).toBeCloseTo(0.0375, 12);
    expect(logLoss([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
  });

  it('stay finite for certain and wrong probabilities', () => {
    expect(logLoss([1], [0])).toBeCloseTo(34.54, 2);
    expect(logLoss([0], [1])).toBeCloseTo(34.54, 1);
  });
});

describe('expectedCalibrationError', () => {
  it('weighs the gap of each bin by its rows', () => {
    // Bin 0.2-0.3: mean 0.25, half positive; bin 0.9-1: mean 0.95, all positive.
    expect(
      expectedCalibrationError([1, 0, 1, 1], [0.25, 0.25, 0.9, 1]),
    ).toBeCloseTo(0.5 * 0.25 + 0.5 * 0.05, 12);
  });

  it('is 0 for a perfectly calibrated constant', () => {
    expect(
      expectedCalibrationError([1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]),
    ).toBe(0);
  });

  it('refuses what is no probability and less than one bin', () => {
    expect(() => expectedCalibrationError([1], [1.5])).toThrow(
      'The probability of row 0 is 1.5, not 0 to 1',
    );
    expect(() => expectedCalibrationError([1], [0.5], 0)).toThrow(
      'At least one bin is needed, got 0',
    );
  });
});

it.each([rocAuc, prAuc, brier, logLoss, expectedCalibrationError])(
  '%p refuses rows it cannot read',
  metric => {
    expect(() => metric([], [])).toThrow('got 0 and 0');
    expect(() => metric([1], [0.5, 0.5])).toThrow('got 1 and 2');
    expect(() => metric([2], [0.5])).toThrow('Row 0 needs a label of 0 or 1');
    expect(() => metric([1], [NaN])).toThrow('Row 0 needs a label of 0 or 1');
  },
);
