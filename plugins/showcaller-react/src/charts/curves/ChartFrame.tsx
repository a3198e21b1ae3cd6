import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  { root: { position: 'relative', margin: 0 } },
  { name: 'ShowcallerChartFrame' },
);

/** A chart with its summary for screen readers, its legend and its table twin. */
export function ChartFrame(props: {
  summary: string;
  height: number;
  legend?: ReactNode;
  twin: ReactNode;
  children: ReactNode;
}) {
  const { summary, height, legend, twin, children } = props;
  const classes = useStyles();
  return (
    <figure className={classes.root}>
      <div role="img" aria-label={summary} style={{ height }}>
        {children}
      </div>
      {legend}
      {twin}
    </figure>
  );
}
