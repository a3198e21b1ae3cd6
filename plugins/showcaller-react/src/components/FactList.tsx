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
    value: { margin: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'ShowcallerFactList' },
);

/** @public */
export interface FactListProps {
  /** Name and value of each; one whose value is undefined is left out. */
  facts: Array<[string, ReactNode]>;
}

/** Names and values in two columns. @public */
export function FactList(props: FactListProps) {
  const classes = useStyles();
  return (
    <dl className={classes.root}>
      {props.facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.value}>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
