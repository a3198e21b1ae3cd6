import type {
  LabelReason,
  LadderState,
  ModelRung,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatNumber,
  modelRungs,
} from '@showcaller/backstage-plugin-showcaller-react';

/** What a rung needs of one thing, and what there is. */
export interface LadderNeed {
  what: 'labels' | 'positives';
  have: number;
  need: number;
  /** 0-100. */
  percent: number;
}

/** One rung as a step. */
export interface LadderStep {
  rung: ModelRung;
  /** `tried`: there is enough for it, but what was trained is not better than what serves. */
  state: 'done' | 'current' | 'tried' | 'next' | 'later';
  /** Of the next rung only. */
  needs: LadderNeed[];
}

/** The rungs from the lowest to the highest, the one that serves among them. */
export function ladderSteps(options: {
  ladder: LadderState;
  serving: ModelRung;
}): LadderStep[] {
  const { ladder, serving } = options;
  const at = modelRungs.indexOf(serving);
  const earned = modelRungs.indexOf(ladder.rung);
  return modelRungs.map((rung, index): LadderStep => {
    if (index < at) {
      return { rung, state: 'done', needs: [] };
    }
    if (index === at) {
      return { rung, state: 'current', needs: [] };
    }
    if (index <= earned) {
      return { rung, state: 'tried', needs: [] };
    }
    return rung === ladder.next?.rung
      ? { rung, state: 'next', needs: needsOf(ladder) }
      : { rung, state: 'later', needs: [] };
  });
}

function needsOf(ladder: LadderState): LadderNeed[] {
  const { next, labels, positives } = ladder;
  if (!next) {
    return [];
  }
  return [
    need('labels', labels, next.labels),
    ...(next.positives > 0
      ? [need('positives', positives, next.positives)]
      : []),
  ];
}

function need(
  what: LadderNeed['what'],
  have: number,
  wanted: number,
): LadderNeed {
  const percent = Math.min(100, Math.floor((have / wanted) * 100));
  return { what, have, need: wanted, percent };
}

/** `19 more deployments and 6 more failures until then; 87 wait for their week.` */
export function ladderSentence(ladder: LadderState): string {
  const { next, labels, positives, maturing, maturityDays } = ladder;
  const wait =
    maturing > 0
      ? `${formatCount(
          maturing,
          'deployment waits',
          'deployments wait',
        )} ${formatCount(maturityDays, 'day')} until their outcome counts.`
      : undefined;
  if (!next) {
    return ['There are enough outcomes for every rung.', wait]
      .filter(Boolean)
      .join(' ');
  }
  const missing = [
    missingWords(next.labels - labels, 'outcome'),
    missingWords(next.positives - positives, 'failure'),
  ].filter(Boolean);
  const first =
    missing.length > 0
      ? `The next rung needs ${missing.join(' and ')}.`
      : 'There is enough for the next rung; the next training tries it.';
  return [first, wait].filter(Boolean).join(' ');
}

function missingWords(amount: number, one: string): string | undefined {
  return amount > 0
    ? `${formatNumber(amount)} more ${amount === 1 ? one : `${one}s`}`
    : undefined;
}

const reasonWords: Record<LabelReason, string> = {
  failed: 'the deployment failed',
  'rolled back': 'it was rolled back',
  hotfixed: 'a hotfix followed',
  incident: 'an incident followed',
  corrected: 'somebody said so',
};

/** By what failures are known, most frequent first: `it was rolled back: 131`. */
export function reasonLines(ladder: LadderState): string[] {
  return [...(ladder.reasons ?? [])]
    .sort((a, b) => b.count - a.count)
    .map(
      ({ reason, count }) => `${reasonWords[reason]}: ${formatNumber(count)}`,
    );
}
