import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatSeconds,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

export const importTones: Record<HistoryImportRow['status'], Tone> = {
  queued: 'neutral',
  running: 'running',
  done: 'ok',
  failed: 'error',
};

/** Whether it will change by itself. */
export function isActive(row: HistoryImportRow): boolean {
  return row.status === 'queued' || row.status === 'running';
}

/** How far an import is. */
export interface ImportProgress {
  /** 0-100; absent while nobody knows how many commits there are. */
  percent?: number;
  /** `12,000 of 50,000 commits` or `12,000 commits`. */
  count: string;
  /** `about 40 s to go`, `about 2 min to go`; absent unless it is running and known. */
  eta?: string;
  /** `1,250 commits/s`, absent when unknown. */
  speed?: string;
}

export function importProgress(row: HistoryImportRow): ImportProgress {
  const {
    commitsDone: done,
    commitsTotal: total,
    commitsPerSecond: speed,
    etaSeconds: eta,
  } = row;
  const whole = total === undefined || total === done;
  return {
    percent: total
      ? Math.min(100, Math.floor((done / total) * 100))
      : undefined,
    count: `${number(done)}${whole ? '' : ` of ${number(total)}`} commits`,
    eta:
      row.status === 'running' && eta !== undefined
        ? `about ${formatSeconds(eta)} to go`
        : undefined,
    speed: speed === undefined ? undefined : `${number(speed)} commits/s`,
  };
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
