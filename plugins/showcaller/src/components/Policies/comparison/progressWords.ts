import {
  formatPercent,
  formatSeconds,
} from '@showcaller/backstage-plugin-showcaller-react';

/** Shares below this say nothing about the time that is left. */
const EARLY = 0.05;

/** `42 %, about 12 s to go`: how far something is, 0-1, and how long it will take where its start is known. */
export function progressWords(options: {
  progress: number;
  startedAt: Date | undefined;
  now: Date;
}): string {
  const { progress, startedAt, now } = options;
  const share = formatPercent(Math.min(1, Math.max(0, progress)));
  if (!startedAt || progress < EARLY || progress >= 1) {
    return share;
  }
  const passed = (now.getTime() - startedAt.getTime()) / 1_000;
  const left = (passed * (1 - progress)) / progress;
  return `${share}, about ${formatSeconds(
    Math.max(1, Math.round(left)),
  )} to go`;
}
