import type { BackfillRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

export const backfillTones: Record<BackfillRow['status'], Tone> = {
  queued: 'neutral',
  running: 'running',
  waiting: 'warning',
  done: 'ok',
  failed: 'error',
  cancelled: 'neutral',
};

/** Whether it will change by itself. */
export function isBackfillActive(row: Pick<BackfillRow, 'status'>): boolean {
  return ['queued', 'running', 'waiting'].includes(row.status);
}

/** `2,804 events with 341 requests`. */
export function backfillCount(
  row: Pick<BackfillRow, 'itemsStored' | 'requests'>,
): string {
  return `${formatCount(row.itemsStored, 'event')} with ${formatCount(
    row.requests,
    'request',
  )}`;
}
