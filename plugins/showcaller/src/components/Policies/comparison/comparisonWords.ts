import type {
  GateOutcome,
  PolicyComparison,
  PolicyDifference,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatAbsolute,
  formatCount,
  formatNumber,
  formatPercent,
  type StatusWord,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** How a decision of another bundle stands to that of the active one. */
export type Leaning = 'same' | 'stricter' | 'looser';

/** From the loosest to the strictest, as the backend ranks them. */
export const outcomesByStrictness: GateOutcome[] = [
  'allow',
  'inconclusive',
  'needs_approval',
  'block',
];

/** Whether another outcome is stricter or looser than the one that counted. */
export function leaningOf(active: GateOutcome, other: GateOutcome): Leaning {
  const by =
    outcomesByStrictness.indexOf(other) - outcomesByStrictness.indexOf(active);
  if (by === 0) {
    return 'same';
  }
  return by > 0 ? 'stricter' : 'looser';
}

/** What became of a deployment on which two bundles differ. */
export const differenceOutcomeWords: Record<
  NonNullable<PolicyDifference['outcome']>,
  StatusWord
> = {
  failed: { label: 'It failed', tone: 'error' },
  clean: { label: 'It went well', tone: 'ok' },
  pending: { label: 'Not known yet', tone: 'neutral' },
};

/** What another bundle would have decided, in sentences. */
export function comparisonWords(
  comparison: PolicyComparison,
  zone?: string,
): { tone: Tone; headline: string; details: string[] } {
  const { kind, decisions, same, stricter, looser, skipped } = comparison;
  const from = formatAbsolute(comparison.from, zone);
  const to = formatAbsolute(comparison.to, zone);
  const differ = stricter + looser;
  const details: string[] = [];
  if (comparison.state === 'failed') {
    return {
      tone: 'error',
      headline: `The dry run failed: ${
        comparison.error ?? 'no reason was given'
      }`,
      details: ['Start it again.'],
    };
  }
  if (decisions === 0) {
    return {
      tone: comparison.state === 'running' ? 'running' : 'neutral',
      headline:
        kind === 'shadow'
          ? 'Nothing was decided since it is in shadow, so there is nothing to compare yet.'
          : 'There is no decision in that time that can be repeated.',
      details: skippedWords(skipped),
    };
  }
  details.push(`${formatNumber(decisions)} decisions from ${from} to ${to}.`);
  if (differ > 0) {
    details.push(...failureWords(comparison));
  }
  details.push(...skippedWords(skipped));
  const would = kind === 'shadow' ? 'decides' : 'would have decided';
  if (differ === 0) {
    return {
      tone: 'ok',
      headline: `It ${would} the same on all of them.`,
      details,
    };
  }
  const share = formatPercent(same / decisions);
  return {
    tone: looser > 0 ? 'warning' : 'neutral',
    headline: `It ${would} otherwise on ${formatNumber(
      differ,
    )} of ${formatCount(decisions, 'decision')}: ${formatNumber(
      stricter,
    )} stricter, ${formatNumber(
      looser,
    )} looser. The other ${share} stay as they are.`,
    details,
  };
}

function failureWords(
  comparison: Pick<PolicyComparison, 'failuresCaught' | 'failuresMissed'>,
): string[] {
  const { failuresCaught: caught, failuresMissed: missed } = comparison;
  if (caught + missed === 0) {
    return [
      'Of those on which they differ, none is known to have failed: this says nothing about which is better.',
    ];
  }
  return [
    `Of those on which they differ and that failed, it holds back ${formatNumber(
      caught,
    )} that the active rules let through, and lets through ${formatNumber(
      missed,
    )} that the active rules held back.`,
  ];
}

function skippedWords(skipped: number): string[] {
  return skipped > 0
    ? [
        `${formatCount(
          skipped,
          'decision is',
          'decisions are',
        )} left out: what they were decided on is not stored, so they cannot be repeated.`,
      ]
    : [];
}
