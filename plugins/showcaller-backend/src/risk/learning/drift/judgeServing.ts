import {
  pairedLogLoss,
  shouldFallBack,
  sigmoid,
} from '@showcaller/engine/risk';

/** Whether the serving model is withdrawn, and for which one. */
export interface ServingJudgement {
  fallBack: boolean;
  /** In words, with the figures. */
  reason: string;
  rows: number;
  /** What serves instead: the champion before, when it is better than the prior on the same deployments. */
  instead: 'prior' | 'previous';
}

/**
 * Compares the serving model with the prior on deployments that it had not learned from and that matured since. Log-odds are
 * calibrated and of the same rows.
 */
export function judgeServing(options: {
  labels: Uint8Array;
  serving: Float64Array;
  prior: Float64Array;
  previous?: Float64Array;
}): ServingJudgement {
  const { labels, serving, prior, previous } = options;
  const rows = labels.length;
  if (rows === 0) {
    return {
      fallBack: false,
      reason: 'no deployment matured since the model was trained',
      rows,
      instead: 'prior',
    };
  }
  const probabilities = {
    serving: serving.map(sigmoid),
    prior: prior.map(sigmoid),
  };
  const { first, second, standardError } = pairedLogLoss({
    labels,
    first: probabilities.serving,
    second: probabilities.prior,
  });
  const { fallBack, reason } = shouldFallBack({
    maturedLogLossOfServing: first,
    maturedLogLossOfPrior: second,
    standardErrorOfDifference: standardError,
    n: rows,
  });
  const before =
    previous &&
    pairedLogLoss({
      labels,
      first: previous.map(sigmoid),
      second: probabilities.prior,
    });
  return {
    fallBack,
    reason: `${reason}: log loss ${first.toFixed(4)} against ${second.toFixed(
      4,
    )} on ${rows} matured deployments`,
    rows,
    instead: before && before.first < before.second ? 'previous' : 'prior',
  };
}
