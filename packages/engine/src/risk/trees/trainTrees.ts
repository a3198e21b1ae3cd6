import { Booster, type BoostingGround } from './Booster';
import { averageEnsembles } from './combineEnsembles';
import { meanLogLoss } from './logisticGradients';
import { prepareTraining } from './prepareTraining';
import { RoundWatch } from './RoundWatch';
import {
  splitByTime,
  type LabelledRows,
  type TreeTrainingSet,
} from './trainingRows';
import type { TreeEnsemble } from './treeEnsemble';
import type { TreeParameters } from './treeParameters';

/** How far a training has come. @public */
export interface TreeTrainingProgress {
  /** Rounds done, of at most `rounds`. */
  round: number;
  rounds: number;
  /** Mean log loss of the training rows before this round, in nats. */
  trainingLoss: number;
  /** Of the later rows, when there are any. */
  validationLoss: number | undefined;
}

/** @public */
export interface TreeTrainingOptions extends TreeTrainingSet {
  parameters: TreeParameters;
  /** The same seed and input give the same bits. */
  seed: number;
  /** Later rows, watched for early stopping and never learned from. */
  validation?: LabelledRows;
  /** Instead of `validation`: the last share of the rows, which are in the order of time. */
  laterShare?: number;
  /** Whether a constant is fitted first; true when absent. */
  fitIntercept?: boolean;
  /** Called after each round. */
  onProgress?: (progress: TreeTrainingProgress) => void;
  /** Asked before each round; true ends the training with `TrainingCancelledError`. */
  shouldStop?: () => boolean;
}

/** @public */
export interface TrainedTrees {
  ensemble: TreeEnsemble;
  /** Rounds that the ensemble holds. */
  rounds: number;
  /** Mean log loss of the training rows after each round done, in nats; index 0 before the first. */
  trainingLoss: number[];
  /** The same of the later rows; empty without any. */
  validationLoss: number[];
  /** Whether later rounds were left out because the later rows did not gain from them. */
  stoppedEarly: boolean;
}

/** A training that was told to stop. @public */
export class TrainingCancelledError extends Error {
  override name = 'TrainingCancelledError';
}

/** The mean margin that a bag gives the watched rows. */
function meanMargins(boosters: readonly Booster[]): Float64Array | undefined {
  const [first] = boosters;
  return first.watchedMargins?.map(
    (_, row) =>
      boosters.reduce(
        (sum, { watchedMargins }) => sum + (watchedMargins?.[row] ?? 0),
        0,
      ) / boosters.length,
  );
}

function watchedLoss(
  { watched }: BoostingGround,
  boosters: readonly Booster[],
): number | undefined {
  const margins = meanMargins(boosters);
  return watched && margins && meanLogLoss(margins, watched.labels);
}

/**
 * Trains a bag: several boosters on the same rows with different draws, side by side, averaged into one ensemble. They
 * stop together, when the mean margin no longer gains on the later rows.
 *
 * @throws RangeError for input that does not fit, with one class only, or for parameters out of bounds;
 * TrainingCancelledError when told to stop.
 * @public
 */
export function trainBag(
  options: TreeTrainingOptions & {
    /** Members of the bag, 3-5 are usual. */
    bags: number;
  },
): TrainedTrees {
  const { parameters, seed, bags, laterShare, onProgress, shouldStop } =
    options;
  if (!Number.isInteger(bags) || bags < 1) {
    throw new RangeError(`bags must be a whole number from 1, got ${bags}`);
  }
  const { earlier, later } =
    laterShare === undefined
      ? { earlier: options, later: options.validation }
      : splitByTime(options, laterShare);
  if (parameters.earlyStoppingRounds !== undefined && !later) {
    throw new RangeError(
      'Early stopping needs later rows: pass validation or laterShare',
    );
  }
  const ground = prepareTraining({
    training: earlier,
    validation: later,
    fitIntercept: options.fitIntercept ?? true,
    parameters,
  });
  const boosters = Array.from({ length: bags }, (_, member) =>
    Booster.create({ ground, seed, member }),
  );
  const watch = RoundWatch.create({ patience: parameters.earlyStoppingRounds });
  const meanOf = (losses: number[]) =>
    losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const trainingLoss: number[] = [];
  watch.add(watchedLoss(ground, boosters));
  for (let round = 1; round <= parameters.rounds && !watch.done; round++) {
    if (shouldStop?.()) {
      throw new TrainingCancelledError(
        `Training was cancelled after ${round - 1} of ${
          parameters.rounds
        } rounds`,
      );
    }
    trainingLoss.push(meanOf(boosters.map(booster => booster.step())));
    watch.add(watchedLoss(ground, boosters));
    onProgress?.({
      round,
      rounds: parameters.rounds,
      trainingLoss: trainingLoss[round - 1],
      validationLoss: watch.losses[round],
    });
  }
  trainingLoss.push(meanOf(boosters.map(booster => booster.loss())));
  const rounds = watch.bestRound ?? trainingLoss.length - 1;
  return {
    ensemble: averageEnsembles(
      boosters.map(booster => booster.ensemble(rounds)),
    ),
    rounds,
    trainingLoss,
    validationLoss: watch.losses,
    stoppedEarly: rounds < parameters.rounds,
  };
}

/**
 * Trains one boosted ensemble; `trainBag` with a single member.
 *
 * @throws as `trainBag`.
 * @public
 */
export function trainTrees(options: TreeTrainingOptions): TrainedTrees {
  return trainBag({ ...options, bags: 1 });
}
