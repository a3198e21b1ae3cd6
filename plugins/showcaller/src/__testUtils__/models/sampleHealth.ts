import type {
  LadderState,
  ModelHealth,
  ShadowComparison,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import { modelCard } from '../sampleFacts';
import { sampleFeatures } from './sampleFeatures';
import { hashes, sampleVersions } from './sampleVersions';

/** An organisation at the top of the ladder. */
export function sampleLadder(changes: Partial<LadderState> = {}): LadderState {
  return {
    rung: 'local',
    labels: 2_140,
    positives: 265,
    maturing: 87,
    changeLabels: 4_310,
    maturityDays: 7,
    reasons: [
      { reason: 'failed', count: 96 },
      { reason: 'rolled back', count: 131 },
      { reason: 'hotfixed', count: 44 },
      { reason: 'incident', count: 28 },
      { reason: 'corrected', count: 6 },
    ],
    ...changes,
  };
}

export const runningTraining: TrainingRun = {
  id: 'run-9',
  status: 'running',
  trigger: 'person',
  requestedBy: 'user:default/jane',
  rung: 'local',
  labelSource: 'deployments',
  stage: 'growing trees (bag 2 of 3)',
  progress: 0.624,
  etaSeconds: 18.7,
  queuedAt: '2026-11-20T12:59:00Z',
  startedAt: '2026-11-20T12:59:02Z',
  rows: 2_140,
  positives: 265,
};

/** What was trained, newest first. */
export function sampleRuns(): TrainingRun[] {
  return [
    {
      id: 'run-8',
      status: 'succeeded',
      trigger: 'schedule',
      rung: 'local',
      labelSource: 'deployments',
      stage: 'done',
      progress: 1,
      queuedAt: '2026-11-19T03:11:00Z',
      startedAt: '2026-11-19T03:11:02Z',
      finishedAt: '2026-11-19T03:11:43Z',
      rows: 2_140,
      positives: 265,
      modelHash: hashes.challenger,
      outcome: 'challenger, in shadow beside the serving model',
    },
    {
      id: 'run-7',
      status: 'cancelled',
      trigger: 'person',
      requestedBy: 'user:default/jane',
      rung: 'local',
      stage: 'growing trees (bag 1 of 3)',
      progress: 0.21,
      queuedAt: '2026-11-18T15:00:00Z',
      startedAt: '2026-11-18T15:00:01Z',
      finishedAt: '2026-11-18T15:00:14Z',
    },
    {
      id: 'run-6',
      status: 'failed',
      trigger: 'schedule',
      rung: 'local',
      stage: 'reading labels',
      progress: 0.05,
      queuedAt: '2026-11-17T03:11:00Z',
      startedAt: '2026-11-17T03:11:02Z',
      finishedAt: '2026-11-17T03:11:04Z',
      outcome: 'the newest tenth of the rows contains one class only',
    },
  ];
}

export function sampleShadow(
  changes: Partial<ShadowComparison> = {},
): ShadowComparison {
  return {
    champion: hashes.champion,
    challenger: hashes.challenger,
    startedAt: '2026-11-05T03:14:00Z',
    rows: 140,
    difference: 0.012,
    interval: { low: -0.003, high: 0.027 },
    verdict: 'not yet',
    ...changes,
  };
}

/** A model that serves well, with a challenger beside it. */
export function sampleHealth(changes: Partial<ModelHealth> = {}): ModelHealth {
  return {
    ladder: sampleLadder(),
    serving: {
      ...modelCard,
      id: 'risk-local',
      version: '7',
      hash: hashes.champion,
      rung: 'local',
      calibrator: 'platt',
      trees: 240,
      trainedOn: 'deployments of this organisation',
      trainingRows: 2_140,
      baseRate: 0.124,
      features: sampleFeatures,
      local: { rows: 2_140, positives: 265, labelSource: 'deployments' },
    },
    versions: sampleVersions(),
    runs: sampleRuns(),
    shadow: sampleShadow(),
    alerts: [
      {
        id: 'drift:testpass',
        severity: 'act',
        text: 'The test pass rate is missing in 41 % of the deployments, 6 % in training: a pipeline stopped uploading.',
        since: '2026-11-18T08:00:00Z',
      },
    ],
    asOf: '2026-11-20T13:00:00Z',
    ...changes,
  };
}

/** The first day: the shipped prior, and few outcomes. */
export function firstDayHealth(): ModelHealth {
  return sampleHealth({
    ladder: sampleLadder({
      rung: 'prior',
      labels: 31,
      positives: 4,
      changeLabels: 4_310,
      reasons: undefined,
      next: { rung: 'calibrated', labels: 50, positives: 10 },
    }),
    serving: modelCard,
    versions: sampleVersions()
      .filter(version => version.status === 'retired' && !version.parent)
      .map(version => ({
        ...version,
        hash: modelCard.hash,
        status: 'champion' as const,
        statusReason: undefined,
        statusChangedBy: undefined,
      })),
    runs: [],
    shadow: undefined,
    alerts: [],
  });
}
