import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { unknownSignals } from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { groupByReason } from './groupByReason';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'PluginRiskUnknownSignals' },
);

/** The signals that could not be read, and why: listed, never hidden. */
export function UnknownSignals(props: { signals: RiskSignal[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const groups = groupByReason(unknownSignals(props.signals));
  return (
    <section className={classes.root}>
      <Typography variant="subtitle1" component="h3">
        {t('unknown.title')}
      </Typography>
      {groups.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('unknown.none')}
        </Typography>
      )}
      <ul className={classes.list}>
        {groups.map(({ reason, labels }) => (
          <Typography key={reason} variant="body2" component="li">
            {labels.length === props.signals.length
              ? t('unknown.all')
              : labels.join(', ')}
            : {reason}
          </Typography>
        ))}
      </ul>
    </section>
  );
}
