import type {
  DeploymentRow,
  DeploymentStatus,
  Page,
  PageRequest,
  PipelineRunRow,
  RiskRollupRow,
  RiskTrendPoint,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleAssessment, sampleNow } from './sampleRisk';

/** The latest is at high risk; the others are a wave between 0.05 and 0.85, so that every band occurs. */
function waveRisk(index: number): number {
  if (index === 0) {
    return 0.78;
  }
  return 0.45 + 0.4 * Math.sin(index * 1.7) * Math.cos(index * 0.31);
}

function statusOf(index: number): DeploymentStatus {
  if (index === 0) {
    return 'requested';
  }
  return index % 7 === 3 ? 'failed' : 'succeeded';
}

function sha(index: number): string {
  return (index * 2654435761).toString(16).padStart(8, '0').repeat(5);
}

/** One deployment every 30 hours, newest first. */
export function sampleDeployments(now: Date = sampleNow): DeploymentRow[] {
  return Array.from({ length: 36 }, (_, index) => {
    const started = now.getTime() - index * 30 * 3_600_000 - 2_400_000;
    const risk = waveRisk(index);
    return {
      id: `deployment-${index}`,
      entityRef: 'component:default/payments-api',
      repository: 'shop/payments-api',
      sha: sha(index + 1),
      environment: index % 3 === 2 ? 'staging-eu' : 'production',
      tier: index % 3 === 2 ? ('staging' as const) : ('production' as const),
      status: statusOf(index),
      requestedAt: new Date(started).toISOString(),
      startedAt:
        index === 0 ? undefined : new Date(started + 20_000).toISOString(),
      finishedAt:
        index === 0 ? undefined : new Date(started + 260_000).toISOString(),
      url: `https://github.com/shop/payments-api/actions/runs/${900 - index}`,
      risk: index === 5 ? undefined : risk,
      outcome: risk > 0.7 ? ('block' as const) : ('allow' as const),
    };
  });
}

/** The same deployments as a trend, oldest first, with one unknown risk. */
export function sampleTrend(now: Date = sampleNow): RiskTrendPoint[] {
  return sampleDeployments(now)
    .map(row => ({
      assessmentId: `assessment-${row.id}`,
      occurredAt: row.requestedAt ?? now.toISOString(),
      probability: row.risk,
      environment: row.environment,
      tier: row.tier,
      sha: row.sha,
      status: row.status,
      outcome: row.outcome,
    }))
    .reverse();
}

/** Pipeline runs, newest first; every sixth failed and was tried again. */
export function samplePipelineRuns(now: Date = sampleNow): PipelineRunRow[] {
  return Array.from({ length: 24 }, (_, index) => {
    const started = now.getTime() - (index * 9 + 1) * 3_600_000;
    return {
      id: `run-${index}`,
      entityRef: 'component:default/payments-api',
      repository: 'shop/payments-api',
      name: index % 4 === 0 ? 'deploy' : 'build and test',
      sha: sha(index + 1),
      branch: index % 5 === 0 ? 'feature/ledger-export' : 'main',
      attempt: index % 6 === 1 ? 2 : 1,
      status: index % 6 === 2 ? ('failure' as const) : ('success' as const),
      startedAt: new Date(started).toISOString(),
      finishedAt: new Date(started + 372_000).toISOString(),
      url: `https://github.com/shop/payments-api/actions/runs/${700 - index}`,
    };
  });
}

/** Services of a system, worst first; one was never scored. */
export function sampleRollup(now: Date = sampleNow): RiskRollupRow[] {
  const { id, subject, occurredAt } = sampleAssessment({}, now);
  const latest = { id, subject, occurredAt };
  return [
    {
      entityRef: 'component:default/payments-api',
      title: 'Payments API',
      owner: 'group:default/payments',
      latest: { ...latest, probability: 0.78, band: 'high' },
      decision: { id: 'd1', outcome: 'block', mode: 'enforced' },
      deployments30d: 24,
      failed30d: 4,
    },
    {
      entityRef: 'component:default/ledger',
      owner: 'group:default/payments',
      latest: { ...latest, probability: 0.52, band: 'elevated' },
      decision: {
        id: 'd2',
        outcome: 'allow',
        strategy: 'canary',
        mode: 'enforced',
      },
      deployments30d: 18,
      failed30d: 1,
    },
    {
      entityRef: 'component:default/payments-worker',
      latest: { ...latest, probability: 0.12, band: 'low' },
      decision: { id: 'd3', outcome: 'allow', mode: 'backfill' },
      deployments30d: 9,
      failed30d: 0,
    },
    {
      entityRef: 'component:default/fraud-rules',
      deployments30d: 0,
      failed30d: 0,
    },
  ];
}

/** One page of rows, as the backend cuts it. */
export function pageOf<T>(rows: T[], request: PageRequest = {}): Page<T> {
  const { limit = 20, offset = 0 } = request;
  return {
    items: rows.slice(offset, offset + limit),
    totalItems: rows.length,
    limit,
    offset,
  };
}
