import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { formatPoints, formatRelative, humanizeSignal } from '../text';

/** One bar of the contribution chart. @public */
export interface ContributionRow {
  name: string;
  label: string;
  phrase: string;
  raw: string;
  /** Log-odds. */
  contribution: number;
  /** Points of probability / 100, approximate; 0 when the backend gave none. */
  effect: number;
  effectText: string;
  source: string;
  observed: string;
}

/**
 * The known signals as bars, largest effect first; ties keep the model's order. Unknown signals have no bar.
 *
 * @public
 */
export function contributionRows(
  signals: RiskSignal[],
  now: Date,
): ContributionRow[] {
  const rows: ContributionRow[] = [];
  for (const signal of signals) {
    const { contribution } = signal;
    if (contribution === undefined || Number.isNaN(contribution)) {
      continue;
    }
    rows.push({
      name: signal.name,
      ...humanizeSignal(signal),
      contribution,
      effect: signal.effect ?? 0,
      effectText: formatPoints(signal.effect),
      source: signal.source,
      observed: formatRelative(signal.observedAt, now),
    });
  }
  return rows.sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
}

/** Signals without a value, with the reason; a signal that gave none says so. @public */
export function unknownSignals(
  signals: RiskSignal[],
): Array<{ name: string; label: string; reason: string }> {
  return signals
    .filter(signal => signal.value === undefined || Number.isNaN(signal.value))
    .map(signal => ({
      name: signal.name,
      label: humanizeSignal(signal).label,
      reason: signal.missingReason ?? 'no reason was given',
    }));
}

/** One sentence for the chart as a whole. @public */
export function summarizeContributions(rows: ContributionRow[]): string {
  if (rows.length === 0) {
    return 'No signal is known, so nothing explains the risk.';
  }
  const worse = rows.find(row => row.contribution > 0);
  const better = rows.find(row => row.contribution < 0);
  const parts = [
    worse && `what raises the risk most: ${worse.phrase} (${worse.effectText})`,
    better && `what lowers it most: ${better.phrase} (${better.effectText})`,
  ].filter(Boolean);
  return parts.length === 0
    ? `${rows.length} known signals, none of which moves the risk.`
    : `${rows.length} known signals; ${parts.join('; ')}.`;
}
