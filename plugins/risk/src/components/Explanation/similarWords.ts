import type { SimilarChange } from '@showcaller/backstage-plugin-showcaller-common';
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

/** The worst that became of a change anywhere; what is not known yet is worse than well. */
const worst: SimilarChange['outcome'][] = ['failed', 'pending', 'clean'];

/**
 * One entry per change: a revision that went to staging and to production is one change, and the revision that is
 * looked at is not its own past. The order stays: the most alike first.
 */
export function distinctChanges(
  similar: SimilarChange[],
  sha: string,
): SimilarChange[] {
  const changes = new Map<string, SimilarChange>();
  for (const one of similar) {
    const key = `${one.entityRef} ${one.sha}`;
    const known = changes.get(key);
    if (!known) {
      changes.set(key, one);
    } else if (worst.indexOf(one.outcome) < worst.indexOf(known.outcome)) {
      changes.set(key, { ...known, outcome: one.outcome });
    }
  }
  return [...changes.values()].filter(one => one.sha !== sha);
}

/** `12 similar, 5 failed`; with what is not known yet where there is such. */
export function similarSummary(similar: SimilarChange[]): string {
  const count = (outcome: SimilarChange['outcome']) =>
    similar.filter(one => one.outcome === outcome).length;
  const pending = count('pending');
  return [
    `${formatNumber(similar.length)} similar`,
    `${formatNumber(count('failed'))} failed`,
    ...(pending > 0 ? [`${formatNumber(pending)} not known yet`] : []),
  ].join(', ');
}

/** What to make of the count; undefined when it can stand for itself. */
export function similarCaution(similar: SimilarChange[]): string | undefined {
  const known = similar.filter(one => one.outcome !== 'pending').length;
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
