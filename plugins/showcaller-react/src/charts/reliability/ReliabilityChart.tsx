import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import type { ReliabilityBin } from '@showcaller/backstage-plugin-showcaller-common';
import { useMemo } from 'react';
import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatNumber, formatPercent, formatShareInterval } from '../../text';
import { showcallerReactTranslationRef } from '../../translation';
import { ChartTooltip } from '../ChartTooltip';
import { ChartFrame } from '../curves/ChartFrame';
import { useChartPalette } from '../useChartPalette';
import { VisuallyHiddenTable } from '../VisuallyHiddenTable';
import {
  reliabilityLimit,
  reliabilityPoints,
  summarizeReliability,
  type ReliabilityPoint,
} from './reliabilityPoints';

/** @public */
export interface ReliabilityChartProps {
  bins: ReliabilityBin[];
  /** Pixels. Default 260. */
  height?: number;
}

/** What was predicted against what happened, with intervals; the diagonal is where both agree. @public */
export function ReliabilityChart(props: ReliabilityChartProps) {
  const { bins, height = 260 } = props;
  const palette = useChartPalette();
  const { typography } = useTheme();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const points = useMemo(() => reliabilityPoints(bins), [bins]);
  const limit = reliabilityLimit(points);
  const axis = {
    type: 'number' as const,
    domain: [0, limit],
    tickCount: 6,
    tickFormatter: (share: number) => `${Math.round(share * 100)}`,
    stroke: palette.textSubtle,
    fontSize: 12,
  };
  const label = {
    fill: palette.textSubtle,
    fontSize: 12,
    fontFamily: typography.fontFamily,
  };

  return (
    <ChartFrame
      summary={summarizeReliability(points)}
      height={height}
      legend={
        <Typography
          variant="caption"
          component="div"
          color="textSecondary"
          aria-hidden
        >
          {t('reliability.legend')}
        </Typography>
      }
      twin={
        <VisuallyHiddenTable
          caption={t('reliability.caption')}
          columns={[
            t('reliability.predicted'),
            t('reliability.observed'),
            t('reliability.rows'),
          ]}
          rows={points.map(point => [
            formatPercent(point.predicted),
            sayObserved(point),
            formatNumber(point.rows),
          ])}
        />
      }
    >
      <ResponsiveContainer
        width="100%"
        height={height}
        initialDimension={{ width: 360, height }}
      >
        <ScatterChart
          margin={{ top: 8, right: 12, bottom: 20, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke={palette.grid} />
          <XAxis
            dataKey="predicted"
            {...axis}
            label={{
              value: t('reliability.predictedAxis'),
              position: 'bottom',
              offset: 2,
              ...label,
            }}
          />
          <YAxis
            dataKey="observed"
            {...axis}
            width={44}
            label={{
              value: t('reliability.observedAxis'),
              angle: -90,
              position: 'insideLeft',
              style: { textAnchor: 'middle' },
              ...label,
            }}
          />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: limit, y: limit },
            ]}
            stroke={palette.textSubtle}
            strokeDasharray="1 4"
            strokeLinecap="round"
          />
          <Tooltip
            content={<ReliabilityTooltip />}
            isAnimationActive={false}
            cursor={false}
          />
          <Scatter
            data={points}
            fill={palette.series}
            isAnimationActive={false}
            shape={({ cx, cy, payload }: DotProps) => (
              <circle
                cx={cx}
                cy={cy}
                r={payload?.radius}
                fill={payload?.holds ? palette.series : palette.worse}
              />
            )}
          >
            <ErrorBar
              dataKey="whiskers"
              direction="y"
              width={5}
              stroke={palette.textSubtle}
              isAnimationActive={false}
            />
          </Scatter>
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

interface DotProps {
  cx?: number;
  cy?: number;
  payload?: ReliabilityPoint;
}

function ReliabilityTooltip(props: {
  active?: boolean;
  payload?: ReadonlyArray<{ payload?: ReliabilityPoint }>;
}) {
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) {
    return null;
  }
  return (
    <ChartTooltip>
      <Typography variant="body2">
        {t('reliability.predicted')}: {formatPercent(point.predicted)}
      </Typography>
      <Typography variant="body2">
        {t('reliability.observed')}: {sayObserved(point)}
      </Typography>
      <Typography variant="caption" component="div">
        {t('reliability.rows')}: {formatNumber(point.rows)}
      </Typography>
    </ChartTooltip>
  );
}

function sayObserved({ observed, low, high }: ReliabilityPoint): string {
  return formatShareInterval({ value: observed, low, high });
}
