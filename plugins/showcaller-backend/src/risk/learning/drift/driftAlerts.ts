import type { DriftReport } from '@showcaller/backstage-plugin-showcaller-common';
import { riskFeatures } from '@showcaller/engine/risk';
import type { RaisedAlert } from '../alerts/DatabaseAlertStore';

/** Named in an alert, the greatest first. */
const NAMED = 3;

/** What a drift report says that somebody should hear of; nothing for small changes. */
export function driftAlerts(report: DriftReport): RaisedAlert[] {
  const alerts: RaisedAlert[] = [];
  const drifted = report.features
    .filter(({ level }) => level === 'act')
    .sort((a, b) => (b.psi ?? 0) - (a.psi ?? 0));
  if (drifted.length > 0) {
    const named = drifted
      .slice(0, NAMED)
      .map(({ name, psi }) => `${labelOf(name)} (${psi?.toFixed(2)})`);
    const more = drifted.length - named.length;
    alerts.push({
      key: 'drift:signals',
      severity: 'watch',
      text: `Deployments of the last four weeks look different than those the model learned from: ${named.join(
        ', ',
      )}${more > 0 ? ` and ${more} more` : ''}; stability index from 0.25 on`,
    });
  }
  const { score, loss } = report;
  if (score.level === 'act') {
    alerts.push({
      key: 'drift:score',
      severity: 'watch',
      text: `Scores are distributed differently than in training: stability index ${score.psi?.toFixed(
        2,
      )}`,
    });
  }
  if (loss.level === 'act') {
    alerts.push({
      key: 'drift:loss',
      severity: 'act',
      text: `The loss of matured deployments has risen since ${loss.changedAt?.slice(
        0,
        10,
      )} (mean now ${loss.mean?.toFixed(3)}): the model no longer fits`,
    });
  }
  return alerts;
}

function labelOf(name: string): string {
  return riskFeatures.find(feature => feature.name === name)?.label ?? name;
}
