import Typography from '@material-ui/core/Typography';
import { formatPercent } from '../../text';
import { ChartTooltip } from '../ChartTooltip';
import type { CurveRow } from './mergeCurves';

/** What the curves say at the place under the pointer. */
export function CurveTooltip(props: {
  active?: boolean;
  payload?: ReadonlyArray<{ payload?: CurveRow }>;
  curves: Array<{ name: string }>;
  xLabel: string;
}) {
  const { active, payload, curves, xLabel } = props;
  const row = payload?.[0]?.payload;
  if (!active || !row) {
    return null;
  }
  return (
    <ChartTooltip>
      <Typography variant="caption" component="div">
        {xLabel}: {formatPercent(row.x)}
      </Typography>
      {curves.map(({ name }, index) => {
        const y = row.ys[index];
        return (
          <Typography key={name} variant="body2">
            {name}: {y === undefined ? '–' : formatPercent(y)}
          </Typography>
        );
      })}
    </ChartTooltip>
  );
}
