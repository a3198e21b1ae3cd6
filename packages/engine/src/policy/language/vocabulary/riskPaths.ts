import type { PolicyPath } from '../types';

/** What is known of the risk of the change, and what it would hit. */
export const riskPaths: readonly PolicyPath[] = [
  {
    path: 'risk_score',
    unit: 'probability',
    range: [0, 1],
    description: 'Calibrated probability that the deployment fails, 0-1',
    example: 'risk_score > 0.7',
  },
  {
    path: 'success_probability',
    unit: 'probability',
    range: [0, 1],
    description: '1 − risk_score',
    example: 'success_probability < 50%',
  },
  {
    path: 'risk.confidence',
    unit: 'ratio',
    range: [0, 1],
    description:
      'How sure the risk engine is of its score, 0-1: 1 − the width of the interval around it',
    example: 'risk.confidence < 0.5',
  },
  {
    path: 'risk.impact',
    unit: 'ratio',
    range: [0, 1],
    description:
      'Blast radius, 0-1: how much depends on the service, by its dependents and its tier',
    example: 'risk.impact > 0.5 and risk_score > 0.4',
  },
  {
    path: 'risk.band',
    unit: 'text',
    values: ['low', 'elevated', 'high', 'unknown'],
    description: 'Band of the risk as pages show it',
    example: 'risk.band == "high"',
  },
];
