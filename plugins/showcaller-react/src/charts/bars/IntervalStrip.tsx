import { makeStyles } from '@material-ui/core/styles';
import { useChartPalette } from '../useChartPalette';

const useStyles = makeStyles(
  { root: { margin: 0, maxWidth: 420 }, svg: { display: 'block' } },
  { name: 'ShowcallerIntervalStrip' },
);

const [WIDTH, HEIGHT, EDGE] = [420, 36, 12];

/** @public */
export interface IntervalStripProps {
  /** The whole in one sentence. */
  summary: string;
  value: number;
  low: number;
  high: number;
  /** What lies left and right of 0. */
  ends: { below: string; above: string };
}

/** A value with its interval on a line around 0: whether the interval leaves 0 is what decides. @public */
export function IntervalStrip(props: IntervalStripProps) {
  const { summary, value, low, high, ends } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const reach = Math.max(Math.abs(low), Math.abs(high), 1e-9) * 1.15;
  const at = (amount: number) =>
    WIDTH / 2 + (amount / reach) * (WIDTH / 2 - EDGE);
  const text = { fill: palette.textSubtle, fontSize: 11, y: HEIGHT - 2 };
  return (
    <figure className={classes.root}>
      <svg
        role="img"
        aria-label={summary}
        className={classes.svg}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
      >
        <line
          x1={EDGE}
          x2={WIDTH - EDGE}
          y1={12}
          y2={12}
          stroke={palette.grid}
        />
        <line
          x1={WIDTH / 2}
          x2={WIDTH / 2}
          y1={2}
          y2={22}
          stroke={palette.textSubtle}
        />
        <rect
          x={at(low)}
          y={8}
          width={Math.max(1, at(high) - at(low))}
          height={8}
          rx={4}
          fill={palette.series}
          opacity={0.4}
        />
        <circle cx={at(value)} cy={12} r={5} fill={palette.series} />
        <text {...text} x={EDGE}>
          ← {ends.below}
        </text>
        <text {...text} x={WIDTH - EDGE} textAnchor="end">
          {ends.above} →
        </text>
      </svg>
    </figure>
  );
}
