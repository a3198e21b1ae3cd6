import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'flex-start',
      width: '100%',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
    },
    pre: {
      flex: 1,
      minWidth: 0,
      margin: 0,
      padding: theme.spacing(1.5),
      overflowX: 'auto',
    },
  }),
  { name: 'ShowcallerCopyableCode' },
);

/** @public */
export interface CopyableCodeProps {
  /** Shown and copied as it is. */
  code: string;
  /** Name of the button, e.g. `Copy the annotation`. */
  label: string;
}

/** Lines to put somewhere else, with a copy button. @public */
export function CopyableCode(props: CopyableCodeProps) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <pre className={classes.pre}>
        <code>{props.code}</code>
      </pre>
      <CopyButton text={props.code} label={props.label} />
    </div>
  );
}
