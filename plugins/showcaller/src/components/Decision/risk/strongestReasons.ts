import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';

/** Reasons that are listed. */
const LISTED = 8;

/** The signals that moved the risk most, strongest first; those that are not known are listed apart. */
export function strongestReasons(signals: RiskSignal[]): RiskSignal[] {
  return signals
    .filter(
      signal => signal.value !== undefined && (signal.contribution ?? 0) !== 0,
    )
    .sort((one, other) => weight(other) - weight(one))
    .slice(0, LISTED);
}

/** What is not known, by reason, so that one cause is said once. */
export function missingByReason(
  signals: RiskSignal[],
): Array<{ reason: string; names: RiskSignal[] }> {
  const byReason = new Map<string, RiskSignal[]>();
  for (const signal of signals) {
    if (signal.value === undefined) {
      const reason = signal.missingReason ?? 'no reason was given';
      byReason.set(reason, [...(byReason.get(reason) ?? []), signal]);
    }
  }
  return [...byReason].map(([reason, names]) => ({ reason, names }));
}

function weight(signal: RiskSignal): number {
  return Math.abs(signal.contribution ?? 0);
}
