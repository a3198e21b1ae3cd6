import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskTrendPoint } from '@showcaller/backstage-plugin-showcaller-common';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatAbsolute, formatProbability, riskThresholds } from '../text';
import { showcallerReactTranslationRef } from '../translation';
import { TrendMarkShape } from './TrendMarkShape';
import { TrendTooltip } from './TrendTooltip';
import {
  summarizeTrend,
  trendPoints,
  type TrendPlotPoint,
} from './trendPoints';
import { useChartPalette } from './useChartPalette';
import { usePrefersReducedMotion } from './usePrefersReducedMotion';
import { VisuallyHiddenTable } from './VisuallyHiddenTable';

/** With more points than this, only failures are marked. */
const MARK_ALL_UP_TO = 120;

const useStyles = makeStyles(
  theme => ({
    root: { position: 'relative', margin: 0 },
    legend: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(2),
      color: theme.palette.text.secondary,
    },
    entry: { display: 'inline-flex', alignItems: 'center', gap: 4 },
  }),
  { name: 'ShowcallerRiskTrendChart' },
);

/** @public */
export interface RiskTrendChartProps {
  /** Any order, at most about 2,000. */
  trend: RiskTrendPoint[];
  /** Pixels. Default 220. */
  height?: number;
}

/** Risk over deployments with the band limits as lines; failed ones are marked. @public */
export function RiskTrendChart(props: RiskTrendChartProps) {
  const { trend, height = 220 } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const reducedMotion = usePrefersReducedMotion();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const points = useMemo(() => trendPoints(trend), [trend]);
  const axis = { stroke: palette.textSubtle, fontSize: 12 };

  return (
    <figure className={classes.root}>
      <div role="img" aria-label={summarizeTrend(points)}>
        <ResponsiveContainer
          width="100%"
          height={height}
          initialDimension={{ width: 480, height }}
        >
          <LineChart
            data={points}
            margin={{ top: 8, right: 12, bottom: 0, left: -16 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke={palette.grid} vertical={false} />
            <XAxis
              dataKey="time"
              type="number"
              scale="time"
              domain={['dataMin', 'dataMax']}
              tickFormatter={formatDay}
              minTickGap={40}
              {...axis}
            />
            <YAxis domain={[0, 1]} ticks={[0, 0.4, 0.7, 1]} {...axis} />
            <ReferenceLine
              y={riskThresholds.elevated}
              stroke={palette.elevated}
              strokeDasharray="4 4"
            />
            <ReferenceLine
              y={riskThresholds.high}
              stroke={palette.high}
              strokeDasharray="4 4"
            />
            <Tooltip
              content={<TrendTooltip />}
              isAnimationActive={false}
              cursor={{ stroke: palette.grid }}
            />
            <Line
              dataKey="risk"
              stroke={palette.series}
              strokeWidth={1.5}
              connectNulls={false}
              isAnimationActive={!reducedMotion}
              animationDuration={300}
              dot={dot => (
                <TrendDot
                  key={dot.key}
                  cx={dot.cx}
                  cy={dot.cy}
                  point={dot.payload}
                  markAll={points.length <= MARK_ALL_UP_TO}
                />
              )}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <Typography variant="caption" className={classes.legend} aria-hidden>
        {(['failed', 'succeeded', 'other'] as const).map(mark => (
          <span key={mark} className={classes.entry}>
            <svg width={16} height={14}>
              <TrendMarkShape mark={mark} cx={8} cy={7} />
            </svg>
            {t(`trend.${mark}`)}
          </span>
        ))}
        <span>
          {t('trend.elevated', { threshold: `${riskThresholds.elevated}` })},{' '}
          {t('trend.high', { threshold: `${riskThresholds.high}` })}
        </span>
      </Typography>
      <VisuallyHiddenTable
        caption={t('trend.caption')}
        columns={[
          t('trend.time'),
          t('trend.risk'),
          t('trend.status'),
          t('trend.environment'),
          t('trend.revision'),
        ]}
        rows={points.map(point => [
          formatAbsolute(point.occurredAt),
          formatProbability(point.risk),
          point.statusText,
          point.environment,
          point.revision,
        ])}
      />
    </figure>
  );
}

function TrendDot(props: {
  cx?: number;
  cy?: number;
  point: TrendPlotPoint;
  markAll: boolean;
}) {
  const { cx, cy, point, markAll } = props;
  const drawn =
    point.risk !== undefined && (markAll || point.mark === 'failed');
  if (!drawn || cx === undefined || cy === undefined) {
    return <g />;
  }
  return <TrendMarkShape mark={point.mark} cx={cx} cy={cy} />;
}

function formatDay(time: number): string {
  return DateTime.fromMillis(time).setLocale('en').toFormat('MMM d');
}
