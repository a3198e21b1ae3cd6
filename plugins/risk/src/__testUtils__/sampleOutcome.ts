import type {
  DeploymentLabel,
  IncidentRecord,
  RiskModelCard,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleAssessment, sampleNow } from './sampleRisk';

/** A failed deployment whose label is not mature yet. */
export function sampleLabel(
  overrides: Partial<DeploymentLabel> = {},
  now: Date = sampleNow,
): DeploymentLabel {
  return {
    deploymentId: 'deployment-1',
    entityRef: 'component:default/payments-api',
    occurredAt: new Date(now.getTime() - 40 * 60_000).toISOString(),
    outcome: 'failed',
    reasons: ['rolled back'],
    explanation: 'rolled back by deployment 4f2c1 14 min later',
    maturesAt: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
    ...overrides,
  };
}

/** Three incidents, newest first, one open; the second was caused by the sample deployment. */
export function sampleIncidents(now: Date = sampleNow): IncidentRecord[] {
  const ago = (hours: number) =>
    new Date(now.getTime() - hours * 3_600_000).toISOString();
  return [
    {
      id: 'INC-2041',
      entityRef: 'component:default/payments-api',
      title: 'Captures time out',
      openedAt: ago(2),
      source: 'http',
      url: 'https://incidents.example/INC-2041',
    },
    {
      id: 'INC-2038',
      entityRef: 'component:default/payments-api',
      deploymentId: 'deployment-1',
      title: 'Statements of yesterday are empty',
      openedAt: ago(75),
      resolvedAt: ago(74.3),
      source: 'cdevents',
    },
    {
      id: 'INC-1990',
      entityRef: 'component:default/payments-api',
      openedAt: ago(900),
      resolvedAt: ago(896),
      source: 'http',
    },
  ];
}

/** Card of the model that scored the sample. */
export function sampleModelCard(
  overrides: Partial<RiskModelCard> = {},
): RiskModelCard {
  return {
    ...sampleAssessment().model,
    rung: 'local',
    calibrator: 'platt',
    trees: 240,
    trainedOn: 'deployments of this organisation',
    trainingRows: 2_140,
    local: { rows: 2_140, positives: 265, labelSource: 'deployments' },
    baseRate: 0.124,
    features: [],
    parity: { rows: 64, maxDifference: 2.4e-7 },
    ...overrides,
  };
}
