import type { RiskTrendPoint } from '@showcaller/backstage-plugin-showcaller-common';
import { formatProbability, riskThresholds } from '../text';

/** How a point is drawn. @public */
export type TrendMark = 'failed' | 'succeeded' | 'other';

/** A point of the trend chart. @public */
export interface TrendPlotPoint {
  id: string;
  /** Milliseconds since the epoch, the x axis. */
  time: number;
  occurredAt: string;
  /** Absent where the risk is unknown: the line breaks there. */
  risk?: number;
  mark: TrendMark;
  statusText: string;
  environment: string;
  revision: string;
}

const marks: Record<string, TrendMark> = {
  failed: 'failed',
  succeeded: 'succeeded',
  superseded: 'succeeded',
};

/** Points in order of time; those with a broken time are left out. @public */
export function trendPoints(trend: RiskTrendPoint[]): TrendPlotPoint[] {
  return trend
    .map(point => ({
      id: point.assessmentId,
      time: Date.parse(point.occurredAt),
      occurredAt: point.occurredAt,
      risk: point.probability,
      mark: (point.status && marks[point.status]) ?? ('other' as const),
      statusText: point.status ?? 'not deployed',
      environment: point.environment ?? point.tier ?? 'none',
      revision: point.sha.slice(0, 7),
    }))
    .filter(point => Number.isFinite(point.time))
    .sort((a, b) => a.time - b.time);
}

/** One sentence for the chart as a whole. @public */
export function summarizeTrend(points: TrendPlotPoint[]): string {
  const known = points.filter(point => point.risk !== undefined);
  const latest = known.at(-1);
  if (!latest) {
    return 'No risk is known yet.';
  }
  const high = known.filter(
    point => (point.risk ?? 0) > riskThresholds.high,
  ).length;
  const failed = points.filter(point => point.mark === 'failed').length;
  return `${points.length} scored, latest risk ${formatProbability(
    latest.risk,
  )}; ${high} above ${riskThresholds.high}, ${failed} failed.`;
}
