import { useTheme } from '@material-ui/core/styles';
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
import { formatPercent } from '../../text';
import { useChartPalette } from '../useChartPalette';
import { usePrefersReducedMotion } from '../usePrefersReducedMotion';
import { VisuallyHiddenTable } from '../VisuallyHiddenTable';
import { ChartFrame } from './ChartFrame';
import { CurveLegend, curveDashes, useCurveColours } from './CurveLegend';
import { CurveTooltip } from './CurveTooltip';
import { mergeCurves, type Curve } from './mergeCurves';

/** Places on the grid that is drawn, and in the table twin. */
const STEPS = { drawn: 200, told: 10 };

/** @public */
export interface CurveChartProps {
  /** One sentence for the chart as a whole. */
  summary: string;
  /** At most three: what is judged first, then what it is compared with. A text behind a name stands in the legend. */
  curves: Array<Curve & { note?: string }>;
  xLabel: string;
  yLabel: string;
  /** What guessing gets: the diagonal, or a level. */
  guess: { label: string } & (
    | { kind: 'diagonal' }
    | { kind: 'level'; y: number }
  );
  /** Pixels. Default 260. */
  height?: number;
}

/** Curves over 0-1 on both axes, such as ROC and precision-recall, with what guessing gets. @public */
export function CurveChart(props: CurveChartProps) {
  const { summary, curves, xLabel, yLabel, guess, height = 260 } = props;
  const palette = useChartPalette();
  const { typography } = useTheme();
  const colours = useCurveColours();
  const still = usePrefersReducedMotion();
  const rows = useMemo(() => mergeCurves(curves, STEPS.drawn), [curves]);
  const told = useMemo(() => mergeCurves(curves, STEPS.told), [curves]);
  const axis = {
    type: 'number' as const,
    domain: [0, 1],
    ticks: [0, 0.25, 0.5, 0.75, 1],
    tickFormatter: (share: number) => `${Math.round(share * 100)}`,
    stroke: palette.textSubtle,
    fontSize: 12,
  };
  const label = {
    fill: palette.textSubtle,
    fontSize: 12,
    fontFamily: typography.fontFamily,
  };
  const guessLine = {
    stroke: palette.textSubtle,
    strokeDasharray: '1 4',
    strokeLinecap: 'round' as const,
  };

  return (
    <ChartFrame
      summary={summary}
      height={height}
      legend={<CurveLegend curves={curves} guess={guess.label} />}
      twin={
        <VisuallyHiddenTable
          caption={summary}
          columns={[xLabel, ...curves.map(({ name }) => name)]}
          rows={told.map(({ x, ys }) => [
            formatPercent(x),
            ...ys.map(y => (y === undefined ? '–' : formatPercent(y))),
          ])}
        />
      }
    >
      <ResponsiveContainer
        width="100%"
        height={height}
        initialDimension={{ width: 360, height }}
      >
        <LineChart
          data={rows}
          margin={{ top: 8, right: 12, bottom: 20, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke={palette.grid} />
          <XAxis
            dataKey="x"
            {...axis}
            label={{ value: xLabel, position: 'bottom', offset: 2, ...label }}
          />
          <YAxis
            {...axis}
            width={44}
            label={{
              value: yLabel,
              angle: -90,
              position: 'insideLeft',
              style: { textAnchor: 'middle' },
              ...label,
            }}
          />
          {guess.kind === 'diagonal' ? (
            <ReferenceLine
              segment={[
                { x: 0, y: 0 },
                { x: 1, y: 1 },
              ]}
              {...guessLine}
            />
          ) : (
            <ReferenceLine y={guess.y} {...guessLine} />
          )}
          <Tooltip
            content={<CurveTooltip curves={curves} xLabel={xLabel} />}
            isAnimationActive={false}
            cursor={{ stroke: palette.textSubtle }}
          />
          {/* The one that is judged lies on top. */}
          {[...curves.keys()].reverse().map(index => (
            <Line
              key={curves[index].name}
              name={curves[index].name}
              dataKey={`ys.${index}`}
              stroke={colours[index]}
              strokeWidth={index === 0 ? 2 : 1.5}
              strokeDasharray={curveDashes[index]}
              dot={false}
              connectNulls={false}
              isAnimationActive={!still}
              animationDuration={300}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
