import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { ToneText } from '../components/ToneText';
import type { Tone } from '../text';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(1.5),
      padding: theme.spacing(3),
      maxWidth: 760,
    },
  }),
  { name: 'ShowcallerStateFrame' },
);

/** Look shared by the states: an icon and a title, then why, then what to do. */
export function StateFrame(props: {
  tone: Tone;
  title: string;
  role?: 'alert' | 'status';
  children?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div className={classes.root} role={props.role}>
      <Typography variant="h5" component="h2">
        <ToneText tone={props.tone}>{props.title}</ToneText>
      </Typography>
      {props.children}
    </div>
  );
}
