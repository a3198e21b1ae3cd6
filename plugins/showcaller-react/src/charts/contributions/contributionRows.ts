import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { formatPoints, formatRelative, humanizeSignal } from '../../text';

/** One signal with a bar. @public */
export interface ContributionRow {
  name: string;
  label: string;
  phrase: string;
  /** Raw value, where it was read and when: `1,240 lines · git history · 45 minutes ago`. */
  origin: string;
  /** Log-odds. */
  contribution: number;
  /** Points of probability / 100, approximate; 0 when the backend gave none. */
  effect: number;
  effectText: string;
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
    const { label, phrase, raw } = humanizeSignal(signal);
    const observed =
      signal.observedAt && formatRelative(signal.observedAt, now);
    rows.push({
      name: signal.name,
      label,
      phrase,
      origin: [raw, signal.source, observed].filter(Boolean).join(' · '),
      contribution,
      effect: signal.effect ?? 0,
      effectText: formatPoints(signal.effect),
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
