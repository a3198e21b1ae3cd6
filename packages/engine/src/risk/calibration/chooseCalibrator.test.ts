import { sigmoid } from '../linearModel';
import { SeededRandom } from '../trees/SeededRandom';
import { calibratedInterval } from './calibratedInterval';
import { chooseCalibrator } from './chooseCalibrator';
import { fitPlatt } from './fitPlatt';
import { fitVennAbers } from './fitVennAbers';

function drawn(options: {
  count: number;
  seed: number;
  truth: (margin: number) => number;
}) {
  const random = SeededRandom.create({ seed: options.seed });
  const margins = Array.from(
    { length: options.count },
    () => 8 * random.next() - 4,
  );
  return {
    margins,
    labels: margins.map(margin =>
      Number(random.next() < options.truth(margin)),
    ),
  };
}

describe('chooseCalibrator', () => {
  it("stays with Platt's where it is right, and fits it on all rows", () => {
    const rows = drawn({
      count: 3000,
      seed: 1,
      truth: margin => sigmoid(0.5 * margin - 1),
    });
    const { calibrator, losses } = chooseCalibrator(rows);
    expect(calibrator).toEqual(fitPlatt(rows));
    expect(losses.map(({ kind }) => kind)).toEqual([
      'platt',
      'none',
      'beta',
      'isotonic',
    ]);
  });

  it('takes another where it is better by more than noise', () => {
    // A step that no logistic curve follows.
    const rows = drawn({
      count: 6000,
      seed: 2,
      truth: margin => (margin < 0 ? 0.2 : 0.3) + (margin > 3 ? 0.6 : 0),
    });
    expect(chooseCalibrator(rows).calibrator.kind).toBe('isotonic');
  });

  it('does not try what needs more labels', () => {
    const rows = drawn({ count: 100, seed: 3, truth: sigmoid });
    expect(chooseCalibrator(rows).losses.map(({ kind }) => kind)).toEqual([
      'platt',
      'none',
    ]);
  });

  it("falls back to Platt's when the earlier rows are of one class", () => {
    const rows = {
      labels: [0, 0, 0, 0, 0, 0, 0, 1, 0, 1],
      margins: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    };
    expect(chooseCalibrator(rows)).toEqual({
      calibrator: fitPlatt(rows),
      losses: [],
    });
  });

  it('refuses a share that leaves nothing on a side', () => {
    expect(() =>
      chooseCalibrator({ labels: [0, 1], margins: [0, 1], laterShare: 1 }),
    ).toThrow('laterShare must be between 0 and 1: 1');
  });
});

describe('calibratedInterval', () => {
  it('holds the probability it is about', () => {
    const rows = drawn({
      count: 300,
      seed: 4,
      truth: margin => (margin < 0 ? 0.1 : 0.5),
    });
    const calibrator = fitPlatt(rows);
    const table = fitVennAbers(rows);
    let widened = 0;
    for (let margin = -4; margin <= 4; margin += 0.1) {
      const { low, probability, high } = calibratedInterval({
        calibrator,
        table,
        margin,
      });
      expect(low).toBeLessThanOrEqual(probability);
      expect(high).toBeGreaterThanOrEqual(probability);
      widened += Number(low === probability || high === probability);
    }
    // Here the two maps disagree in places: the case this is for.
    expect(widened).toBeGreaterThan(0);
  });
});
