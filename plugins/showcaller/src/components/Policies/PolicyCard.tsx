import { InfoCard } from '@backstage/core-components';
import Grid, { type GridSize } from '@material-ui/core/Grid';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    body: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  }),
  { name: 'ShowcallerPolicyCard' },
);

/** A titled part of a page about policies. */
export function PolicyCard(props: {
  title: string;
  subheader?: ReactNode;
  /** Columns of twelve on a wide screen; all by default. */
  lg?: GridSize;
  children: ReactNode;
}) {
  const { title, subheader, lg, children } = props;
  const classes = useStyles();
  return (
    <Grid item xs={12} lg={lg} component="section" aria-label={title}>
      <InfoCard title={title} subheader={subheader}>
        <div className={classes.body}>{children}</div>
      </InfoCard>
    </Grid>
  );
}
