import { makeStyles } from '@material-ui/core/styles';
import { Fragment, type ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      columnGap: theme.spacing(2),
      rowGap: theme.spacing(0.5),
      alignItems: 'center',
      margin: theme.spacing(1, 0),
      ...theme.typography.body2,
    },
    name: { color: theme.palette.text.secondary },
    value: { margin: 0 },
  }),
  { name: 'ShowcallerFactList' },
);

/** Names and values in two columns. */
export function FactList(props: { facts: Array<[string, ReactNode]> }) {
  const classes = useStyles();
  return (
    <dl className={classes.root}>
      {props.facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={classes.name}>{name}</dt>
          <dd className={classes.value}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
