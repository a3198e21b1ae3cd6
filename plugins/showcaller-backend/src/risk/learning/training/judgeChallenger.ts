import type { ModelRung } from '@showcaller/backstage-plugin-showcaller-common';
import { chooseChampion, sigmoid } from '@showcaller/engine/risk';

/** A recipe that stays the same is refreshed when there is so much more to learn from. */
const REFRESH_GROWTH = 1.1;

/** What becomes of a new model, and why, in words. */
export interface Judgement {
  /** `promote`: it is better; `challenge`: not known yet, it is watched on live deployments; `reject`: it is worse. */
  verdict: 'promote' | 'challenge' | 'reject';
  reason: string;
}

/** The serving model as far as the decision is concerned. */
export interface Incumbent {
  rung: ModelRung;
  rows: number;
  /**
   * Its calibrated log-odds of the later rows; `same recipe` when it has seen these rows and following its recipe is what
   * the new model does; undefined when it cannot be asked.
   */
  logOdds: Float64Array | 'same recipe' | undefined;
}

/** Decides by the log loss of later rows that neither had seen. */
export function judgeChallenger(options: {
  labels: Uint8Array;
  challenger: { rung: ModelRung; rows: number; logOdds: Float64Array };
  incumbent: Incumbent;
  /** Log-odds of the shipped prior on the same rows. */
  prior: Float64Array;
}): Judgement {
  const { labels, challenger, incumbent, prior } = options;
  if (incumbent.logOdds === undefined) {
    return {
      verdict: 'challenge',
      reason:
        'The serving model was registered by an operator and cannot be judged on past deployments; both are compared on live ones',
    };
  }
  if (incumbent.logOdds === 'same recipe') {
    return judgeRefresh(options);
  }
  const versus = compare(labels, incumbent.logOdds, challenger.logOdds);
  const againstPrior = compare(labels, prior, challenger.logOdds);
  if (againstPrior.reason === 'challenger is worse') {
    return {
      verdict: 'reject',
      reason: `Worse than the prior: ${againstPrior.text}`,
    };
  }
  const verdicts = {
    'challenger is better by more than noise': 'promote',
    'challenger is worse': 'reject',
    'challenger is not better by more than noise': 'challenge',
    'too few rows to tell': 'challenge',
    'one class only': 'challenge',
  } as const;
  return { verdict: verdicts[versus.reason], reason: versus.text };
}

function judgeRefresh(options: {
  labels: Uint8Array;
  challenger: { rung: ModelRung; rows: number; logOdds: Float64Array };
  incumbent: Incumbent;
  prior: Float64Array;
}): Judgement {
  const { labels, challenger, incumbent, prior } = options;
  const { reason, text } = compare(labels, prior, challenger.logOdds);
  if (reason === 'challenger is worse') {
    return { verdict: 'reject', reason: `Worse than the prior: ${text}` };
  }
  const grown = `the same recipe as the serving model, fitted on ${challenger.rows} labels instead of ${incumbent.rows}`;
  return challenger.rows >= incumbent.rows * REFRESH_GROWTH
    ? { verdict: 'promote', reason: `Newer: ${grown}` }
    : { verdict: 'reject', reason: `Nothing new: ${grown}` };
}

function compare(
  labels: Uint8Array,
  champion: Float64Array,
  challenger: Float64Array,
) {
  const { reason, comparison, bar } = chooseChampion({
    labels,
    champion: champion.map(sigmoid),
    challenger: challenger.map(sigmoid),
  });
  const { first, second, n } = comparison;
  const noise = bar === undefined ? '' : `, noise ${bar.toFixed(4)}`;
  return {
    reason,
    text: `${capitalise(reason)}: log loss ${second.toFixed(
      4,
    )} against ${first.toFixed(4)} on ${n} later rows${noise}`,
  };
}

function capitalise(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
