import Typography from '@material-ui/core/Typography';
import { formatAbsolute, formatProbability } from '../text';
import { ChartTooltip } from './ChartTooltip';
import type { TrendPlotPoint } from './trendPoints';

/** What the trend chart shows for the point under the pointer. */
export function TrendTooltip(props: {
  active?: boolean;
  payload?: ReadonlyArray<{ payload?: TrendPlotPoint }>;
}) {
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) {
    return null;
  }
  return (
    <ChartTooltip>
      <Typography variant="body2">
        <strong>{formatProbability(point.risk)}</strong> · {point.statusText}
      </Typography>
      <Typography variant="caption" component="div">
        {point.environment} · {point.revision}
      </Typography>
      <Typography variant="caption" component="div">
        {formatAbsolute(point.occurredAt)}
      </Typography>
    </ChartTooltip>
  );
}
