import type {
  DriftLevel,
  DriftReport,
  RiskModelCard,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatDate,
  formatMeasure,
  formatNumber,
  formatPercent,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Convention: from here on a population is watched, and acted on (research on credit scoring; both are rules of thumb). */
export const psiLimits = { watch: 0.1, act: 0.25 } as const;

export const driftWords: Record<DriftLevel, StatusWord> = {
  stable: { label: 'Stable', tone: 'ok' },
  watch: { label: 'Watch', tone: 'warning' },
  act: { label: 'Act', tone: 'error' },
};

const order: Record<DriftLevel, number> = { act: 0, watch: 1, stable: 2 };

/** One signal: how far what comes in differs from what the model learned from. */
export interface DriftRow {
  name: string;
  label: string;
  level: DriftLevel;
  /** Absent when it cannot be computed. */
  psi?: number;
  psiText: string;
  /** `2 % then, 31 % now`. */
  missing: string;
  /** Whether it is missing much more often than in training. */
  missingMore: boolean;
}

/** More than this many points more often missing are worth saying. */
const MISSING_MORE = 0.1;

/** Worst first. */
export function driftRows(
  report: DriftReport,
  features: RiskModelCard['features'],
): DriftRow[] {
  const labels = new Map(features.map(({ name, label }) => [name, label]));
  return report.features
    .map(({ name, psi, level, missingThen, missingNow }) => ({
      name,
      label: labels.get(name) ?? name,
      level,
      psi,
      psiText: formatMeasure(psi, 2),
      missing: `${formatPercent(missingThen)} then, ${formatPercent(
        missingNow,
      )} now`,
      missingMore: missingNow - missingThen > MISSING_MORE,
    }))
    .sort(
      (a, b) => order[a.level] - order[b.level] || (b.psi ?? 0) - (a.psi ?? 0),
    );
}

/** `2 of 37 signals have drifted: lines added, test pass rate.` */
export function driftSentence(rows: DriftRow[], report: DriftReport): string {
  const moved = rows.filter(row => row.level !== 'stable');
  const base = `Compared with the training data over ${formatCount(
    report.rows,
    'deployment',
  )} of the last 28 days.`;
  if (moved.length === 0) {
    return `What comes in looks like what the model learned from. ${base}`;
  }
  const names = moved.slice(0, 3).map(row => row.label.toLocaleLowerCase('en'));
  const more = moved.length > 3 ? ` and ${moved.length - 3} more` : '';
  return `${moved.length} of ${formatCount(rows.length, 'signal')} ${
    moved.length === 1 ? 'differs' : 'differ'
  } from what the model learned from: ${names.join(', ')}${more}. ${base}`;
}

/** Whether the scores as a whole moved. */
export function scoreSentence(report: DriftReport): string {
  const { psi, ks } = report.score;
  if (psi === undefined && ks === undefined) {
    return 'Too few scores to compare with those of the training data.';
  }
  return `Scores: stability index ${formatMeasure(
    psi,
    2,
  )}, largest distance of the distributions ${formatMeasure(ks, 2)}.`;
}

/** Whether the model is wrong more often than it was. */
export function lossSentence(report: DriftReport): string {
  const { rows, mean, changedAt } = report.loss;
  if (mean === undefined || rows === 0) {
    return 'No outcome has matured since the model serves, so its errors are not known.';
  }
  const first = `Log loss ${formatMeasure(mean)} over ${formatNumber(
    rows,
  )} matured outcomes`;
  return changedAt
    ? `${first}; it changed on ${formatDate(changedAt)}.`
    : `${first}; it has not changed.`;
}
