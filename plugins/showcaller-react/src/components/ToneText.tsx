import { makeStyles } from '@material-ui/core/styles';
import AutorenewIcon from '@material-ui/icons/Autorenew';
import CancelIcon from '@material-ui/icons/Cancel';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import WarningIcon from '@material-ui/icons/Warning';
import type { ReactNode } from 'react';
import type { ChartPalette } from '../charts/chartPalette';
import { useChartPalette } from '../charts/useChartPalette';
import type { Tone } from '../text';

const icons: Record<Tone, typeof CheckCircleIcon> = {
  ok: CheckCircleIcon,
  warning: WarningIcon,
  error: CancelIcon,
  running: AutorenewIcon,
  neutral: RadioButtonUncheckedIcon,
};

const colours: Record<Tone, keyof ChartPalette> = {
  ok: 'low',
  warning: 'elevated',
  error: 'high',
  running: 'series',
  neutral: 'unknown',
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
    },
    icon: { fontSize: '1.15em', flexShrink: 0 },
  }),
  { name: 'ShowcallerToneText' },
);

/** @public */
export interface ToneTextProps {
  tone: Tone;
  children: ReactNode;
}

/** A status as an icon of its own shape, a colour and a word. @public */
export function ToneText(props: ToneTextProps) {
  const classes = useStyles();
  const palette = useChartPalette();
  const Icon = icons[props.tone];
  return (
    <span className={classes.root}>
      <Icon
        aria-hidden
        className={classes.icon}
        style={{ color: palette[colours[props.tone]] }}
      />
      <span>{props.children}</span>
    </span>
  );
}
