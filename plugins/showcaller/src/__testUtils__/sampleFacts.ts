import type {
  HistoryImportRow,
  IngestSourceRow,
  RawEventDetail,
  RiskModelCard,
  UnmappedRepository,
} from '@showcaller/backstage-plugin-showcaller-common';

/** A source with a little of everything. */
export const githubSource: IngestSourceRow = {
  source: 'github',
  configured: true,
  pending: 2,
  mapped: 41_210,
  unmapped: 37,
  dead: 3,
  lastReceivedAt: '2026-11-20T12:59:40Z',
};

/** A source that refuses everything. */
export const gitlabSource: IngestSourceRow = {
  source: 'gitlab',
  configured: false,
  pending: 0,
  mapped: 0,
  unmapped: 0,
  dead: 0,
};

/** A stored event; the number makes it distinct and older. */
export function rawEvent(
  number: number,
  changes: Partial<RawEventDetail> = {},
): RawEventDetail {
  return {
    id: `01K${String(number).padStart(6, '0')}`,
    source: 'github',
    deliveryId: `delivery-${number}`,
    eventType: 'workflow_run',
    receivedAt: new Date(
      Date.parse('2026-11-20T12:59:40Z') - number * 60_000,
    ).toISOString(),
    status: 'mapped',
    attempts: 1,
    bodyBytes: 1_536,
    bodySha256: 'ab12'.repeat(16),
    verifiedBy: 'hmac-sha256',
    mapperVersion: '1',
    cdEvents: 1,
    headers: { 'x-github-event': 'workflow_run' },
    body: '{"action":"completed"}',
    events: [
      {
        context: { type: 'dev.cdevents.pipelinerun.finished.0.3.0' },
        subject: { id: `brightcart/payments#run-${number}.1` },
      },
    ],
    ...changes,
  };
}

/** An event that could not be mapped, as the backend keeps it. */
export function deadLetter(number: number): RawEventDetail {
  return rawEvent(number, {
    status: 'dead',
    attempts: 3,
    reason: 'The body is not JSON: unexpected end of input at position 812',
    body: '{"action":',
    cdEvents: 0,
    events: [],
  });
}

export const unmappedRepository: UnmappedRepository = {
  repository: 'brightcart/intranet',
  source: 'github',
  events: 1_204,
  firstSeen: '2026-09-21T08:00:00Z',
  lastSeen: '2026-11-20T12:40:00Z',
  reason:
    'No entity has github.com/project-slug brightcart/intranet; add the annotation to the entity it belongs to.',
};

export const runningImport: HistoryImportRow = {
  entityRef: 'component:default/payments',
  repository: 'brightcart/payments',
  location: 'brightcart/payments.git',
  status: 'running',
  commitsDone: 12_000,
  commitsTotal: 50_000,
  commitsPerSecond: 1_250.4,
  etaSeconds: 30.4,
  startedAt: '2026-11-20T12:59:50Z',
};

export const failedImport: HistoryImportRow = {
  entityRef: 'component:default/cart',
  repository: 'brightcart/cart',
  location: 'brightcart/cart.git',
  status: 'failed',
  commitsDone: 0,
  startedAt: '2026-11-20T12:50:00Z',
  finishedAt: '2026-11-20T12:50:01Z',
  error:
    'brightcart/cart.git is not a git repository below showcaller.git.root',
};

export const modelCard: RiskModelCard = {
  id: 'risk-prior',
  version: '1.0.0',
  hash: `${'0a91c3'.repeat(10)}7be2`,
  schemaHash: 'beef'.repeat(16),
  runtime: 'onnxruntime',
  rung: 'prior',
  calibrator: 'none',
  trees: 200,
  trainedOn: 'LApredict, six projects, oldest 70 % of each',
  trainingRows: 195_424,
  baseRate: 0.14,
  features: [
    {
      name: 'la',
      label: 'lines added',
      group: 'size',
      unit: 'lines',
      description: 'Lines added by the change',
    },
    {
      name: 'ndev',
      label: 'developers who changed these files before',
      group: 'history',
      unit: 'developers',
      description: 'Distinct authors of earlier changes of the touched files',
    },
  ],
  parity: { rows: 256, maxDifference: 2.4e-7 },
};
