import type {
  ModelMetrics,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';

/** Hashes that can be told apart by their first letters. */
export const hashes = {
  prior: `${'0a91c3'.repeat(10)}7be2`,
  boosted: `${'5d44e1'.repeat(10)}90aa`,
  champion: `${'c0ffee'.repeat(10)}1234`,
  challenger: `${'e7b0d2'.repeat(10)}4417`,
  rejected: `${'81fa36'.repeat(10)}cc01`,
  failed: `${'b3d970'.repeat(10)}5e5e`,
};

/** Measures of a good model on the deployments of this organisation. */
export const goodMetrics: ModelMetrics = {
  rows: 2_140,
  positives: 265,
  rocAuc: 0.812,
  prAuc: 0.417,
  brier: 0.087,
  logLoss: 0.301,
  ece: 0.019,
  captureTop10: 0.46,
};

/** The same rows judged by the simple models. */
export const controlMetrics = {
  logistic: {
    rows: 2_140,
    positives: 265,
    rocAuc: 0.776,
    prAuc: 0.352,
    brier: 0.094,
    logLoss: 0.326,
    ece: 0.031,
    captureTop10: 0.39,
  },
  linesAdded: {
    rows: 2_140,
    positives: 265,
    rocAuc: 0.722,
    prAuc: 0.288,
    captureTop10: 0.33,
  },
};

const local: Omit<
  RiskModelVersion,
  'hash' | 'version' | 'status' | 'createdAt'
> = {
  id: 'risk-local',
  rung: 'local',
  parent: hashes.boosted,
  origin: 'trained',
  trainingWindow: { from: '2026-03-03T08:00:00Z', to: '2026-11-13T09:00:00Z' },
  trainingRows: 2_140,
  trainingPositives: 265,
  labelSource: 'deployments',
  metrics: goodMetrics,
  controls: controlMetrics,
};

/** One version of every status, newest first. */
export function sampleVersions(): RiskModelVersion[] {
  return [
    {
      ...local,
      hash: hashes.challenger,
      version: '8',
      status: 'challenger',
      createdAt: '2026-11-19T03:12:00Z',
      parent: hashes.champion,
      metrics: { ...goodMetrics, rocAuc: 0.817, logLoss: 0.298 },
      statusReason: 'Log loss is lower by 0.003 (−0.004 to 0.010): not proven.',
    },
    {
      ...local,
      hash: hashes.champion,
      version: '7',
      status: 'champion',
      createdAt: '2026-11-12T03:10:00Z',
      statusReason: 'Log loss on later deployments 0.301 against 0.309.',
      statusChangedAt: '2026-11-12T03:14:00Z',
      statusChangedBy: 'showcaller',
    },
    {
      ...local,
      hash: hashes.rejected,
      version: '6',
      status: 'rejected',
      createdAt: '2026-11-05T03:10:00Z',
      metrics: { ...goodMetrics, rocAuc: 0.798, logLoss: 0.314 },
      statusReason: 'Log loss 0.314 is not better than 0.309.',
    },
    {
      ...local,
      id: 'risk-boosted',
      rung: 'boosted',
      hash: hashes.boosted,
      version: '5',
      status: 'retired',
      parent: hashes.prior,
      createdAt: '2026-08-02T03:10:00Z',
      trainingRows: 940,
      trainingPositives: 118,
      metrics: { ...goodMetrics, rocAuc: 0.791, logLoss: 0.309 },
      statusChangedAt: '2026-11-12T03:14:00Z',
      statusChangedBy: 'showcaller',
    },
    {
      ...local,
      id: 'risk-boosted',
      rung: 'boosted',
      hash: hashes.failed,
      version: '4',
      status: 'failed',
      parent: hashes.prior,
      createdAt: '2026-07-01T03:10:00Z',
      trainingRows: 610,
      trainingPositives: 71,
      metrics: { ...goodMetrics, rocAuc: 0.742, logLoss: 0.341 },
      statusReason:
        'Withdrawn: log loss of matured outcomes 0.52, that of the prior 0.38.',
      statusChangedAt: '2026-07-21T10:00:00Z',
      statusChangedBy: 'showcaller',
    },
    {
      hash: hashes.prior,
      id: 'risk-prior',
      version: '1.0.0',
      rung: 'prior',
      status: 'retired',
      origin: 'shipped',
      createdAt: '2026-03-01T00:00:00Z',
      trainingRows: 195_424,
      trainingPositives: 27_359,
      statusChangedAt: '2026-04-20T03:00:00Z',
      statusChangedBy: 'user:default/jane',
      statusReason: 'Enough outcomes to calibrate it.',
    },
  ];
}
