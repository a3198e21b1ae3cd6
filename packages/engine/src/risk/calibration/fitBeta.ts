import type { BetaCalibrator } from './calibrator';
import { checkCalibrationRows } from './checkCalibrationRows';
import { fitLogisticCurve } from './fitLogisticCurve';
import { softplus } from './softplus';

/** Holds a and b near 1 where the rows do not say; ln p and −ln(1 − p) are nearly a line of each other far from 0. */
const PENALTY = 1;

/** Which of a and b are free; the others are 0. */
const FACES: ReadonlyArray<readonly boolean[]> = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
];

/**
 * Beta calibration (Kull, Silva Filho and Flach 2017): a logistic regression of the labels on `ln p` and `−ln(1 − p)`,
 * `p = sigmoid(margin)`, under a ≥ 0 and b ≥ 0, so that the map never falls. Unlike Platt's it can be steeper on one side
 * and can be the identity for probabilities that are not logistic in shape. Three parameters: for some hundreds of labels.
 * The loss is convex, so the best of the solutions on the faces of the allowed region is the solution.
 *
 * @param options - `labels`: 0 or 1 per row; `margins`: log-odds per row, of rows that the model was not fitted on.
 * @throws RangeError for unequal lengths, unreadable rows, or one class only.
 * @public
 */
export function fitBeta(options: {
  labels: ArrayLike<number>;
  margins: ArrayLike<number>;
}): BetaCalibrator {
  const { labels, margins } = options;
  checkCalibrationRows(labels, margins);
  const sides = [
    Float64Array.from(margins, margin => -softplus(-margin)),
    Float64Array.from(margins, softplus),
  ];
  const zeros = new Float64Array(labels.length);
  const ones = new Float64Array(labels.length).fill(1);

  let best: { loss: number; calibrator: BetaCalibrator } | undefined;
  for (const free of FACES) {
    // A column of zeros whose parameter is drawn to 0 stays at 0.
    const fitted = fitLogisticCurve({
      columns: [...sides.map((side, i) => (free[i] ? side : zeros)), ones],
      targets: labels,
      centre: [...free.map(Number), 0],
      penalty: [PENALTY, PENALTY, 0],
    });
    const [a, b, c] = fitted.parameters;
    // What a parameter at 0 costs against the centre of 1.
    const held = free.filter(isFree => !isFree).length;
    const loss = fitted.loss + (PENALTY / 2) * held;
    if (a >= 0 && b >= 0 && loss < (best?.loss ?? Infinity)) {
      best = { loss, calibrator: { kind: 'beta', a, b, c } };
    }
    if (best && held === 0) {
      break;
    }
  }
  if (!best) {
    throw new RangeError('The margins are too far from 0 to fit on');
  }
  return best.calibrator;
}
