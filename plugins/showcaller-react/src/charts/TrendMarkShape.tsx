import { useChartPalette } from './useChartPalette';
import type { TrendMark } from './trendPoints';

/**
 * A failure is a filled triangle, a success a small dot, anything else a ring: told by shape as well as by colour.
 */
export function TrendMarkShape(props: {
  mark: TrendMark;
  cx: number;
  cy: number;
  size?: number;
}) {
  const { mark, cx, cy, size = 5 } = props;
  const palette = useChartPalette();
  if (mark === 'failed') {
    const top = `${cx},${cy - size - 1}`;
    const right = `${cx + size + 1},${cy + size}`;
    const left = `${cx - size - 1},${cy + size}`;
    return (
      <polygon
        points={`${top} ${right} ${left}`}
        fill={palette.worse}
        stroke={palette.background}
      />
    );
  }
  if (mark === 'succeeded') {
    return <circle cx={cx} cy={cy} r={size / 2} fill={palette.series} />;
  }
  return (
    <circle
      cx={cx}
      cy={cy}
      r={size / 2 + 1}
      fill={palette.background}
      stroke={palette.series}
    />
  );
}
