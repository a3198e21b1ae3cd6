import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { unknownSignals } from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { groupByReason } from './groupByReason';

const useStyles = makeStyles(
  theme => ({ list: { margin: 0, paddingLeft: theme.spacing(2.5) } }),
  { name: 'PluginRiskUnknownSignals' },
);

/** The signals that could not be read, and why: listed, never hidden. */
export function UnknownSignals(props: { signals: RiskSignal[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const groups = groupByReason(unknownSignals(props.signals));
  if (groups.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('unknown.none')}
      </Typography>
    );
  }
  return (
    <ul className={classes.list}>
      {groups.map(({ reason, labels }) => (
        <Typography key={reason} variant="body2" component="li">
          {labels.join(', ')}: {reason}
        </Typography>
      ))}
    </ul>
  );
}
