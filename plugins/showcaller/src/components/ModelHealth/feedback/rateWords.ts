import type {
  CountedRate,
  DecisionFeedback,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatNumber,
  formatShareInterval,
} from '@showcaller/backstage-plugin-showcaller-react';

/** `3 of 41, 7.3 % (2.5–19 %)`; a rate of nothing is no rate. */
export function rateWords(rate: CountedRate): string {
  const { count, of, rate: value, low, high } = rate;
  if (of === 0) {
    return 'none to judge';
  }
  const counted = `${formatNumber(count)} of ${formatNumber(of)}`;
  return value === undefined || low === undefined || high === undefined
    ? counted
    : `${counted}, ${formatShareInterval({ value, low, high })}`;
}

/** What the gate would have got wrong with what it heard of too late, in one sentence; undefined without such. */
export function wouldHaveSentence(
  feedback: DecisionFeedback,
): string | undefined {
  const total = feedback.wouldHave?.total;
  if (!total || total.decisions === 0) {
    return undefined;
  }
  const { falsePass, falseBlock } = total;
  return `Of ${formatCount(
    total.decisions,
    'deployment',
  )} that it heard of too late to decide: ${formatNumber(
    falsePass.count,
  )} of ${formatNumber(
    falsePass.of,
  )} that it would have let pass failed within 24 hours; ${formatNumber(
    falseBlock.count,
  )} of ${formatNumber(
    falseBlock.of,
  )} that it would have held turned out well.`;
}

/** What the gate got wrong, in one sentence. */
export function feedbackSentence(feedback: DecisionFeedback): string {
  const { total, days } = feedback;
  if (total.decisions === 0) {
    return `No decision of the last ${days} days has been followed to its end yet.`;
  }
  const passes =
    total.falsePass.of > 0
      ? `Of what it let pass, ${formatNumber(
          total.falsePass.count,
        )} of ${formatNumber(total.falsePass.of)} failed within 24 hours`
      : 'Nothing that it let pass has been judged';
  const blocks =
    total.falseBlock.of > 0
      ? `of what it held and people let through, ${formatNumber(
          total.falseBlock.count,
        )} of ${formatNumber(total.falseBlock.of)} turned out well`
      : 'nothing that it held was let through';
  return `${passes}; ${blocks}.`;
}
