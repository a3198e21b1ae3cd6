import { InfoCard } from '@backstage/core-components';
import Grid, { type GridSize } from '@material-ui/core/Grid';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    item: {
      // On paper everything stands below each other.
      '@media print': { flexBasis: '100%', maxWidth: '100%' },
      scrollMarginTop: theme.spacing(2),
      '&:focus': { outline: 'none' },
    },
    // A flex box is not broken over pages where it should be.
    grid: { '@media print': { display: 'block' } },
    card: { '@media print': { boxShadow: 'none' } },
    body: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
      '@media print': {
        display: 'block',
        '& > *': { marginBottom: theme.spacing(2) },
      },
    },
  }),
  { name: 'ShowcallerDecisionSection' },
);

/** A part of the page that one can be led to. */
export function DecisionSection(props: {
  /** Its name in the address. */
  id: string;
  title: string;
  subheader?: ReactNode;
  /** Columns of twelve on a wide screen; all by default. */
  lg?: GridSize;
  children: ReactNode;
}) {
  const { id, title, subheader, lg, children } = props;
  const classes = useStyles();
  return (
    <Grid
      item
      xs={12}
      lg={lg}
      component="section"
      id={id}
      tabIndex={-1}
      aria-label={title}
      className={classes.item}
    >
      <InfoCard title={title} subheader={subheader} className={classes.card}>
        <div className={classes.body}>{children}</div>
      </InfoCard>
    </Grid>
  );
}

/** Sections below each other, beside another stack where there is room; on paper all stand below each other. */
export function DecisionStack(props: { lg: GridSize; children: ReactNode }) {
  const classes = useStyles();
  return (
    <Grid item xs={12} lg={props.lg} className={classes.item}>
      <DecisionGrid>{props.children}</DecisionGrid>
    </Grid>
  );
}

/** The grid that sections stand in. */
export function DecisionGrid(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <Grid container spacing={3} className={classes.grid}>
      {props.children}
    </Grid>
  );
}
