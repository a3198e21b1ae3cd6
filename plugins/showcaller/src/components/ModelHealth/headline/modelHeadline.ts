import type {
  LadderState,
  ModelEvaluation,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatDate,
  formatNumber,
  formatPercent,
  formatShareInterval,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** The first line of the page: is the model worth its place? */
export interface ModelHeadline {
  tone: Tone;
  headline: string;
  /** What it was counted from, what the simple models find, whether its probabilities hold; one sentence each. */
  details: string[];
}

/** What the serving model finds, or why nobody can say yet. */
export function modelHeadline(
  evaluation: ModelEvaluation | undefined,
  ladder: LadderState,
): ModelHeadline {
  const capture = evaluation?.metrics.captureTop10;
  if (!evaluation || capture === undefined) {
    return {
      tone: 'neutral',
      headline: 'Nobody knows yet how well the model knows your deployments',
      details: [notJudged(evaluation, ladder)],
    };
  }
  const { controls, captureInterval } = evaluation;
  const found = captureInterval
    ? formatShareInterval({ value: capture, ...captureInterval })
    : formatPercent(capture);
  const simple = [
    controls.linesAdded?.captureTop10,
    controls.logistic?.captureTop10,
    0.1,
  ].filter((share): share is number => share !== undefined);
  return {
    tone: capture >= Math.max(...simple) ? 'ok' : 'warning',
    headline: `The riskiest 10 % of deployments contain ${found} of the failures`,
    details: [
      countedFrom(evaluation),
      compared(evaluation),
      held(evaluation),
    ].filter((sentence): sentence is string => sentence !== undefined),
  };
}

function notJudged(
  evaluation: ModelEvaluation | undefined,
  ladder: LadderState,
): string {
  if (evaluation) {
    return `${formatNumber(evaluation.rows)} deployments with ${formatNumber(
      evaluation.positives,
    )} failures were predicted: too few to say what the riskiest tenth contains.`;
  }
  const { labels, positives, maturing } = ladder;
  return `A back-test needs deployments whose outcome is known for good: there are ${formatNumber(
    labels,
  )}, ${formatNumber(positives)} of them failures, and ${formatNumber(
    maturing,
  )} wait.`;
}

/** `n = 2,140 deployments from Mar 3, 2026 to Nov 20, 2026; 12.4 % failed.` */
function countedFrom(evaluation: ModelEvaluation): string {
  const { rows, positives, window } = evaluation;
  return `n = ${formatNumber(rows)} deployments from ${formatDate(
    window.from,
  )} to ${formatDate(
    window.to,
  )}, each predicted before its outcome was known; ${formatPercent(
    positives / rows,
  )} failed.`;
}

function compared(evaluation: ModelEvaluation): string | undefined {
  const { linesAdded, logistic } = evaluation.controls;
  const parts = [
    linesAdded?.captureTop10 !== undefined &&
      `lines added alone ${formatPercent(linesAdded.captureTop10)}`,
    logistic?.captureTop10 !== undefined &&
      `a simple logistic model ${formatPercent(logistic.captureTop10)}`,
    'guessing 10 %',
  ].filter(Boolean);
  return `For comparison: ${parts.join(', ')}.`;
}

function held(evaluation: ModelEvaluation): string | undefined {
  const calibration = evaluation.calibrationInTheLarge;
  if (!calibration) {
    return undefined;
  }
  const { difference, low, high } = calibration;
  if (low <= 0 && high >= 0) {
    return 'On the whole it predicts as many failures as happen.';
  }
  const size = formatPercent(Math.abs(difference));
  return difference > 0
    ? `It predicts too few failures: ${size} of the deployments more fail than it says.`
    : `It predicts too many failures: ${size} of the deployments fewer fail than it says.`;
}
