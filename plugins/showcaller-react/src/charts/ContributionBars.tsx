import {
  Bar,
  BarChart,
  Cell,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import type { ContributionRow } from './contributionRows';
import { useChartPalette } from './useChartPalette';
import { usePrefersReducedMotion } from './usePrefersReducedMotion';

/** The bars only, one band of `rowHeight` pixels per row, the centre line in the middle. */
export function ContributionBars(props: {
  rows: ContributionRow[];
  rowHeight: number;
}) {
  const { rows, rowHeight } = props;
  const palette = useChartPalette();
  const reducedMotion = usePrefersReducedMotion();
  const limit = Math.max(...rows.map(row => Math.abs(row.contribution)), 1e-9);

  return (
    <ResponsiveContainer
      width="100%"
      height={rows.length * rowHeight}
      initialDimension={{ width: 320, height: rows.length * rowHeight }}
    >
      <BarChart
        data={rows}
        layout="vertical"
        margin={{ top: 0, right: 4, bottom: 0, left: 4 }}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[-limit, limit]} />
        <YAxis type="category" dataKey="name" hide />
        <ReferenceLine x={0} stroke={palette.textSubtle} />
        <Bar
          dataKey="contribution"
          barSize={14}
          isAnimationActive={!reducedMotion}
          animationDuration={300}
        >
          {rows.map(row => (
            <Cell
              key={row.name}
              fill={row.contribution > 0 ? palette.worse : palette.better}
            />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
