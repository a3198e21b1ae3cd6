import type {
  TrainingRun,
  TrainingRunStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatDuration,
  formatNumber,
  formatSeconds,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

export const runStatusWords: Record<TrainingRunStatus, StatusWord> = {
  queued: { label: 'Waits', tone: 'neutral' },
  running: { label: 'Trains', tone: 'running' },
  succeeded: { label: 'Done', tone: 'ok' },
  failed: { label: 'Failed', tone: 'error' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
};

/** Whether it will change by itself. */
export function isActiveRun(run: TrainingRun | undefined): run is TrainingRun {
  return run?.status === 'queued' || run?.status === 'running';
}

/** `growing trees (bag 2 of 3), 62 %, about 40 s to go`. */
export function runProgress(run: TrainingRun): string {
  return [
    run.stage,
    `${Math.floor(run.progress * 100)} %`,
    run.etaSeconds === undefined
      ? undefined
      : `about ${formatSeconds(run.etaSeconds)} to go`,
  ]
    .filter(Boolean)
    .join(', ');
}

const sourceWords = {
  deployments: 'deployment',
  changes: 'change',
  unknown: 'row',
};

/** `2,140 deployments, 265 failures, in 41 s`; what is not known is left out. */
export function runFacts(run: TrainingRun): string {
  const took = formatDuration(run.startedAt, run.finishedAt);
  return [
    run.rows === undefined
      ? undefined
      : formatCount(run.rows, sourceWords[run.labelSource ?? 'unknown']),
    run.positives === undefined
      ? undefined
      : `${formatNumber(run.positives)} failures`,
    took && `in ${took}`,
  ]
    .filter(Boolean)
    .join(', ');
}
