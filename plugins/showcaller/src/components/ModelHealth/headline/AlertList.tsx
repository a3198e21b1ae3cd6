import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ModelHealth } from '@showcaller/backstage-plugin-showcaller-common';
import {
  RelativeTime,
  ToneText,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';

type Alert = ModelHealth['alerts'][number];

const tones: Record<Alert['severity'], Tone> = {
  act: 'error',
  watch: 'warning',
};

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      display: 'grid',
      gap: theme.spacing(1),
    },
    alert: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      columnGap: theme.spacing(1.5),
    },
    since: { color: theme.palette.text.secondary, whiteSpace: 'nowrap' },
  }),
  { name: 'ShowcallerModelAlerts' },
);

/** What needs somebody, the serious first; nothing takes no room. */
export function AlertList(props: { alerts: Alert[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  if (props.alerts.length === 0) {
    return null;
  }
  const sorted = [
    ...props.alerts.filter(({ severity }) => severity === 'act'),
    ...props.alerts.filter(({ severity }) => severity !== 'act'),
  ];
  return (
    <ul className={classes.list} aria-label={t('modelHealth.alerts.title')}>
      {sorted.map(({ id, severity, text, since }) => (
        <Typography key={id} component="li" className={classes.alert}>
          <ToneText tone={tones[severity]}>{text}</ToneText>
          <Typography
            component="span"
            variant="body2"
            className={classes.since}
          >
            <RelativeTime time={since} />
          </Typography>
        </Typography>
      ))}
    </ul>
  );
}
