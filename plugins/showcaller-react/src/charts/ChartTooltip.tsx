import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({ root: { padding: theme.spacing(1) } }),
  { name: 'ShowcallerChartTooltip' },
);

/** The paper on which a chart says what is under the pointer. */
export function ChartTooltip(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <Paper className={classes.root} elevation={4}>
      {props.children}
    </Paper>
  );
}
