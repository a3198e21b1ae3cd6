import type {
  RiskExplanationDetail,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatNumber,
  formatPercent,
  formatProbability,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Fewer than this that are known say nothing about the next one. */
const ENOUGH = 5;

export const similarOutcomeWords: Record<SimilarChange['outcome'], StatusWord> =
  {
    failed: { label: 'Failed', tone: 'error' },
    clean: { label: 'Turned out well', tone: 'ok' },
    pending: { label: 'Not known yet', tone: 'neutral' },
  };

/** `12 similar, 5 failed`; with what is not known yet where there is such. */
export function similarSummary(
  detail: Pick<RiskExplanationDetail, 'similar' | 'similarFailed'>,
): string {
  const { similar, similarFailed } = detail;
  const pending = similar.filter(one => one.outcome === 'pending').length;
  return [
    `${formatNumber(similar.length)} similar`,
    `${formatNumber(similarFailed)} failed`,
    ...(pending > 0 ? [`${formatNumber(pending)} not known yet`] : []),
  ].join(', ');
}

/** What to make of the count; undefined when it can stand for itself. */
export function similarCaution(
  detail: Pick<RiskExplanationDetail, 'similar'>,
): string | undefined {
  const known = detail.similar.filter(one => one.outcome !== 'pending').length;
  return known < ENOUGH
    ? `Too few to conclude from: ${formatCount(
        known,
        'outcome is',
        'outcomes are',
      )} known.`
    : undefined;
}

/** `risk then 0.83`, `92 % alike`: what is known of it beside its outcome. */
export function similarFacts(
  change: Pick<SimilarChange, 'probability' | 'similarity'>,
): string[] {
  return [
    `risk then ${formatProbability(change.probability)}`,
    `${formatPercent(change.similarity)} alike`,
  ];
}

/** `9d1e0c7 Rework the ledger export`. */
export function similarTitle(
  change: Pick<SimilarChange, 'sha' | 'title'>,
): string {
  return [change.sha.slice(0, 7), change.title].filter(Boolean).join(' ');
}
