import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { formatAbsolute, formatProbability } from '../text';
import type { TrendPlotPoint } from './trendPoints';

const useStyles = makeStyles(
  theme => ({ root: { padding: theme.spacing(1) } }),
  { name: 'ShowcallerTrendTooltip' },
);

/** What the trend chart shows for the point under the pointer. */
export function TrendTooltip(props: {
  active?: boolean;
  payload?: ReadonlyArray<{ payload?: TrendPlotPoint }>;
}) {
  const classes = useStyles();
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) {
    return null;
  }
  return (
    <Paper className={classes.root} elevation={4}>
      <Typography variant="body2">
        <strong>{formatProbability(point.risk)}</strong> · {point.statusText}
      </Typography>
      <Typography variant="caption" component="div">
        {point.environment} · {point.revision}
      </Typography>
      <Typography variant="caption" component="div">
        {formatAbsolute(point.occurredAt)}
      </Typography>
    </Paper>
  );
}
