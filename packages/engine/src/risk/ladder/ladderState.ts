import { ladderSteps, type LadderRung } from './ladderRungs';

/** @public */
export interface LadderPosition {
  /** The highest rung that the labels reach. */
  rung: LadderRung;
  /** What the next rung takes in all; absent on the last. */
  next?: {
    rung: LadderRung;
    /** Matured labels in all. */
    labelsNeeded: number;
    /** Failures in all; as many clean deployments. */
    positivesNeeded: number;
  };
}

/**
 * Where an organisation stands on the ladder of models. Which model then serves is decided by `chooseChampion`.
 *
 * @param options - `labels`: matured labels; `positives`: failures among them.
 * @throws RangeError for counts that are negative, not whole, or more failures than labels.
 * @public
 */
export function ladderState(options: {
  labels: number;
  positives: number;
}): LadderPosition {
  const { labels, positives } = options;
  if (
    !Number.isInteger(labels) ||
    !Number.isInteger(positives) ||
    positives < 0 ||
    positives > labels
  ) {
    throw new RangeError(`${positives} of ${labels} labels cannot be failures`);
  }
  // Without clean deployments there is as little to learn as without failures.
  const rarer = Math.min(positives, labels - positives);
  let reached = 0;
  while (
    reached + 1 < ladderSteps.length &&
    labels >= ladderSteps[reached + 1].labels &&
    rarer >= ladderSteps[reached + 1].positives
  ) {
    reached += 1;
  }
  const next = ladderSteps.at(reached + 1);
  return {
    rung: ladderSteps[reached].rung,
    ...(next && {
      next: {
        rung: next.rung,
        labelsNeeded: next.labels,
        positivesNeeded: next.positives,
      },
    }),
  };
}
