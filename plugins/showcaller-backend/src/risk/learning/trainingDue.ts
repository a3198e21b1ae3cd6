import type {
  ModelRung,
  RiskModelVersion,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ladderState, ladderSteps } from '@showcaller/engine/risk';

/** A rung whose training did not end well is tried again after so long. */
const RETRY_MS = 15 * 60 * 1000;
/** Labels that are so many more than the last training's are worth another one before the schedule's. */
const GROWTH = 1.5;

/** Labels as they are counted. */
export interface LabelCounts {
  labels: number;
  positives: number;
}

/** What a training would learn from, and how far it would climb. */
export interface TrainingWish {
  rung: ModelRung;
  labelSource: 'deployments' | 'changes';
}

const order: readonly ModelRung[] = ladderSteps.map(({ rung }) => rung);

/**
 * What the labels allow: deployments where there are enough of them, else changes from git history, which only calibrate the
 * prior; undefined when neither suffices.
 */
export function whatToTrain(options: {
  deployments: LabelCounts;
  changes: LabelCounts;
}): TrainingWish | undefined {
  const { deployments, changes } = options;
  const { rung } = ladderState(deployments);
  if (rung !== 'prior') {
    return { rung, labelSource: 'deployments' };
  }
  return ladderState(changes).rung === 'prior'
    ? undefined
    : { rung: 'calibrated', labelSource: 'changes' };
}

/**
 * Whether a training is due before the next one of the schedule: a rung was reached that no model was trained on, or labels
 * have grown by half since the last training.
 */
export function trainingDue(options: {
  wish: TrainingWish;
  /** Labels of the wished source. */
  labels: number;
  versions: readonly RiskModelVersion[];
  /** Newest first. */
  runs: readonly TrainingRun[];
  now: Date;
}): boolean {
  const { wish, labels, runs, now } = options;
  const reached = (rung: ModelRung) =>
    order.indexOf(rung) >= order.indexOf(wish.rung);
  const alike = runs.filter(run => run.labelSource === wish.labelSource);
  const recent = alike.some(
    run =>
      reached(run.rung) &&
      now.getTime() - Date.parse(run.finishedAt ?? run.queuedAt) < RETRY_MS &&
      run.status !== 'succeeded',
  );
  if (recent) {
    return false;
  }
  const succeeded = alike.find(
    run => run.status === 'succeeded' && reached(run.rung),
  );
  const trained = options.versions.some(
    version =>
      version.origin === 'trained' &&
      version.labelSource === wish.labelSource &&
      reached(version.rung),
  );
  if (!succeeded && !trained) {
    return true;
  }
  return succeeded?.rows !== undefined && labels >= succeeded.rows * GROWTH;
}
