import type {
  RiskAssessment,
  RiskGroupShare,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import { riskFeatures } from '@showcaller/engine/risk';

/** What the groups are called. */
const names: Record<string, string> = {
  size: 'Size of the change',
  purpose: 'Kind of change',
  churn: 'History of these files',
  team: 'Experience of the team',
  tests: 'Tests',
  flakiness: 'Flaky tests',
  dependencies: 'Dependencies',
  performance: 'Performance',
  incidents: 'Incidents',
  timing: 'Timing',
};

/** Of these only the sum is told: single values would speak of one person. */
const ONLY_SUM = new Set(['team']);
const SIGNALS_TOLD = 3;

/** The share of a group of signals, in words. */
export interface GroupReason {
  name: string;
  /** Sum of the contributions, in log-odds. */
  contribution: number;
  /** Approximate effect on the probability. */
  effect?: number;
  /** `Lines added: 340`, the strongest first. */
  facts: string[];
}

/** What the groups that count for something tell, in their order. */
export function groupReasons(
  assessment: RiskAssessment,
  groups: RiskGroupShare[],
): GroupReason[] {
  return groups.flatMap(({ group, contribution, effect, known }) =>
    contribution === undefined || contribution === 0
      ? []
      : [
          {
            name: names[group] ?? group,
            contribution,
            effect,
            facts: ONLY_SUM.has(group)
              ? []
              : assessment.signals
                  .filter(({ name }) => known.includes(name))
                  .sort((a, b) => strength(b) - strength(a))
                  .slice(0, SIGNALS_TOLD)
                  .map(inWords),
          },
        ],
  );
}

/** Labels of the signals that are not known, by the reason why. */
export function unknownSignals(
  assessment: RiskAssessment,
): Map<string, string[]> {
  const byReason = new Map<string, string[]>();
  for (const { name, missingReason } of assessment.signals) {
    if (missingReason !== undefined) {
      const labels = byReason.get(missingReason) ?? [];
      byReason.set(missingReason, [...labels, labelOf(name)]);
    }
  }
  return byReason;
}

function inWords({ name, value, unit }: RiskSignal): string {
  const label = labelOf(name);
  const known = value ?? NaN;
  if (unit === 'yes = 1, no = 0') {
    return `${label}: ${known === 1 ? 'yes' : 'no'}`;
  }
  if (unit === 'share' || unit === 'relative') {
    return `${label}: ${Math.round(known * 1000) / 10} %`;
  }
  const rounded = Math.round(known * 10) / 10;
  return `${label}: ${rounded.toLocaleString('en-US')}${
    label.toLowerCase().includes(unit) ? '' : ` ${unit}`
  }`;
}

function labelOf(name: string): string {
  return riskFeatures.find(feature => feature.name === name)?.label ?? name;
}

function strength({ contribution = 0 }: RiskSignal): number {
  return Math.abs(contribution);
}
