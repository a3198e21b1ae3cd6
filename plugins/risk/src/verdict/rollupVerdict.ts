import type { RiskRollupRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatNumber,
  formatProbability,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** The first line of a roll-up: which of these needs somebody? */
export interface RollupVerdict {
  tone: Tone;
  headline: string;
  detail: string;
}

/** `rows` are worst first, as the backend sends them. */
export function rollupVerdict(rows: RiskRollupRow[]): RollupVerdict {
  const waiting = rows.filter(
    row =>
      row.decision?.mode === 'enforced' && row.decision.outcome !== 'allow',
  );
  const high = rows.filter(row => row.latest?.band === 'high');
  const services = formatCount(rows.length, 'service');
  const worst = rows.find(row => row.latest?.probability !== undefined);
  const detail = [
    worst &&
      `Riskiest: ${rollupTitle(worst)} (${formatProbability(
        worst.latest?.probability,
      )}).`,
    failureSentence(rows),
  ]
    .filter(Boolean)
    .join(' ');

  if (waiting.length > 0) {
    return {
      tone: 'error',
      headline: `${waiting.length} of ${services} on hold or waiting for an approval`,
      detail,
    };
  }
  if (high.length > 0) {
    return {
      tone: 'warning',
      headline: `Nothing is on hold; ${high.length} of ${services} at high risk`,
      detail,
    };
  }
  return worst
    ? { tone: 'ok', headline: `Nothing on hold in ${services}`, detail }
    : {
        tone: 'neutral',
        headline: `Nothing scored yet in ${services}`,
        detail,
      };
}

/** The title of a row's entity, or its name. */
export function rollupTitle(row: RiskRollupRow): string {
  return row.title ?? row.entityRef.slice(row.entityRef.lastIndexOf('/') + 1);
}

function failureSentence(rows: RiskRollupRow[]): string {
  let deployments = 0;
  let failed = 0;
  for (const row of rows) {
    deployments += row.deployments30d;
    failed += row.failed30d;
  }
  return deployments === 0
    ? 'No deployments in 30 days.'
    : `${formatCount(deployments, 'deployment')} in 30 days, ${formatNumber(
        failed,
      )} failed.`;
}
