import type { ReliabilityBin } from '@showcaller/backstage-plugin-showcaller-common';

/** One bin as it is drawn. @public */
export interface ReliabilityPoint {
  predicted: number;
  observed: number;
  /** Lengths of the whiskers below and above. */
  whiskers: [number, number];
  low: number;
  high: number;
  rows: number;
  /** Radius in pixels: the area grows with the rows. */
  radius: number;
  /** Whether what was predicted lies within the interval of what was observed. */
  holds: boolean;
}

const RADIUS = { least: 2.5, most: 6 };

/** Bins with rows, in order of what was predicted. @public */
export function reliabilityPoints(bins: ReliabilityBin[]): ReliabilityPoint[] {
  const filled = bins.filter(bin => bin.rows > 0);
  const most = Math.max(...filled.map(bin => bin.rows), 1);
  return filled
    .map(({ predicted, observed, low, high, rows }) => ({
      predicted,
      observed,
      whiskers: [Math.max(0, observed - low), Math.max(0, high - observed)] as [
        number,
        number,
      ],
      low,
      high,
      rows,
      radius: Math.max(RADIUS.least, RADIUS.most * Math.sqrt(rows / most)),
      holds: low <= predicted && predicted <= high,
    }))
    .sort((a, b) => a.predicted - b.predicted);
}

/** The end of both axes: the next tenth above everything that is drawn. @public */
export function reliabilityLimit(points: ReliabilityPoint[]): number {
  const most = Math.max(
    ...points.flatMap(({ predicted, high }) => [predicted, high]),
    0.1,
  );
  return Math.min(1, Math.ceil(most * 10 - 1e-9) / 10);
}

/** `Predictions hold in 8 of 10 bins.`, and where they do not. @public */
export function summarizeReliability(points: ReliabilityPoint[]): string {
  if (points.length === 0) {
    return 'No prediction has been compared with what happened yet.';
  }
  const off = points.filter(point => !point.holds);
  const held = `What was predicted lies within what was observed in ${
    points.length - off.length
  } of ${points.length} bins.`;
  const tooLow = off.filter(({ predicted, low }) => predicted < low).length;
  const tooHigh = off.length - tooLow;
  const where = [
    tooLow > 0 ? `too low in ${tooLow}` : undefined,
    tooHigh > 0 ? `too high in ${tooHigh}` : undefined,
  ].filter(Boolean);
  return where.length > 0 ? `${held} It is ${where.join(' and ')}.` : held;
}
