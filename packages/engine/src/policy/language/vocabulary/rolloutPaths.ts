import type { PolicyPath, PolicyStage } from '../types';

const duringRollout: readonly PolicyStage[] = ['canary', 'post-deploy'];

/** A figure of the canary, with the same of its baseline. */
function compared(
  path: string,
  unit: PolicyPath['unit'],
  description: string,
  example: string,
): PolicyPath {
  return {
    path,
    unit,
    range:
      unit === 'ratio' && path !== 'canary.saturation.cpu'
        ? [0, 1]
        : [0, Infinity],
    comparable: true,
    ...(path.startsWith('canary.saturation') ? {} : { counted: true }),
    stages: duringRollout,
    description,
    example,
  };
}

/** What is measured while a rollout is under way, and of the objectives of the service. */
export const rolloutPaths: readonly PolicyPath[] = [
  compared(
    'canary.error_rate',
    'ratio',
    "Share of the canary's requests that failed since the last look",
    'canary.error_rate > 2x_baseline for 3m',
  ),
  compared(
    'canary.latency.p50',
    'duration-ms',
    'Median latency of the canary since the last look',
    'canary.latency.p50 > 1.1x_baseline for 5m',
  ),
  compared(
    'canary.latency.p95',
    'duration-ms',
    '95th percentile of its latency',
    'canary.latency.p95 > 300ms for 5m',
  ),
  compared(
    'canary.latency.p99',
    'duration-ms',
    '99th percentile of its latency',
    'canary.latency.p99 > slo for 5m',
  ),
  compared(
    'canary.saturation.cpu',
    'ratio',
    'CPU used of what was requested; above 1 is more than requested',
    'canary.saturation.cpu >= 85% for 2m30s',
  ),
  compared(
    'canary.saturation.memory',
    'ratio',
    'Memory used of its limit',
    'canary.saturation.memory > 90% for 5m',
  ),
  {
    path: 'canary.requests',
    unit: 'count',
    range: [0, Infinity],
    stages: duringRollout,
    description: 'Requests that the canary has served so far',
    example: 'canary.requests < 500',
  },
  {
    path: 'canary.duration',
    unit: 'duration-ms',
    range: [0, Infinity],
    stages: duringRollout,
    description: 'How long the canary has taken traffic',
    example: 'canary.duration >= 30m',
  },
  {
    path: 'canary.dispersion',
    unit: 'score',
    range: [0, Infinity],
    stages: duringRollout,
    description:
      'How much more the errors of the service vary than independent ones would, measured on A/A comparisons; tempers the evidence. 1 when errors are independent',
    example: 'canary.dispersion > 5',
  },
  {
    path: 'error_rate_delta',
    unit: 'percentage-points',
    range: [-100, 100],
    stages: duringRollout,
    description: 'Error rate of the canary minus that of its baseline',
    example: 'error_rate_delta < 0.5pp',
  },
  {
    path: 'p95_latency_delta',
    unit: 'ratio',
    range: [-1, Infinity],
    stages: duringRollout,
    description:
      '95th percentile of the latency of the canary relative to its baseline: 5% is slower, below 0 is faster',
    example: 'p95_latency_delta < 5%',
  },
  {
    path: 'saturation_stable',
    unit: 'flag',
    stages: duringRollout,
    description:
      'CPU and memory of the canary neither climb nor exceed those of its baseline',
    example: 'saturation_stable',
  },
  {
    path: 'slo.budget_left',
    unit: 'ratio',
    range: [-Infinity, 1],
    description:
      'Share of the error budget that is left in its window; below 0 it is overspent',
    example: 'slo.budget_left < 10%',
  },
  {
    path: 'slo.burn_rate.1h',
    unit: 'score',
    range: [0, Infinity],
    description:
      'How fast the last hour spends the error budget; at 1 it lasts exactly its window',
    example: 'slo.burn_rate.1h > 14.4',
  },
  {
    path: 'slo.burn_rate.6h',
    unit: 'score',
    range: [0, Infinity],
    description: 'The same of the last six hours',
    example: 'slo.burn_rate.6h > 6',
  },
  {
    path: 'incident.open',
    unit: 'flag',
    description: 'The service has an open incident',
    example: 'incident.open',
  },
];
