import type {
  DeploymentStatus,
  GateOutcome,
  GateStatus,
  RiskBand,
  RolloutStrategy,
  RunStatus,
} from '@showcaller/backstage-plugin-showcaller-common';

/** How something stands, in five words that map to icons and theme colours. @public */
export type Tone = 'ok' | 'warning' | 'error' | 'running' | 'neutral';

/** @public */
export interface StatusWord {
  label: string;
  tone: Tone;
}

/** @public */
export const deploymentStatusWords: Record<DeploymentStatus, StatusWord> = {
  requested: { label: 'Requested', tone: 'neutral' },
  running: { label: 'Running', tone: 'running' },
  succeeded: { label: 'Succeeded', tone: 'ok' },
  failed: { label: 'Failed', tone: 'error' },
  superseded: { label: 'Succeeded, replaced', tone: 'ok' },
};

/** @public */
export const runStatusWords: Record<RunStatus, StatusWord> = {
  queued: { label: 'Queued', tone: 'neutral' },
  running: { label: 'Running', tone: 'running' },
  success: { label: 'Passed', tone: 'ok' },
  failure: { label: 'Failed', tone: 'error' },
  cancel: { label: 'Cancelled', tone: 'neutral' },
  error: { label: 'Broke', tone: 'error' },
};

/** @public */
export const gateOutcomeWords: Record<GateOutcome, StatusWord> = {
  allow: { label: 'Go', tone: 'ok' },
  block: { label: 'Hold', tone: 'error' },
  needs_approval: { label: 'Ask first', tone: 'warning' },
  inconclusive: { label: 'Cannot tell', tone: 'warning' },
};

/** How a decision stands now, with approvals and overrides. @public */
export const gateStatusWords: Record<GateStatus, StatusWord> = {
  PENDING: { label: 'Deciding', tone: 'running' },
  ALLOW: gateOutcomeWords.allow,
  BLOCK: gateOutcomeWords.block,
  NEEDS_APPROVAL: gateOutcomeWords.needs_approval,
  INCONCLUSIVE: gateOutcomeWords.inconclusive,
};

/** @public */
export const strategyLabels: Record<RolloutStrategy, string> = {
  canary: 'canary',
  'blue-green': 'blue-green',
  rolling: 'rolling update',
};

/** @public */
export const riskBandTones: Record<RiskBand, Tone> = {
  low: 'ok',
  elevated: 'warning',
  high: 'error',
  unknown: 'neutral',
};
