import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  ToneText,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { ReplayButton } from './ReplayButton';

const useStyles = makeStyles(
  theme => ({
    row: {
      ...theme.typography.body1,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerDeadLetterSources' },
);

/** Per source how many dead letters there are, with a button that replays them all. */
export function DeadLetterSources() {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { value, retry } = useShowcallerQuery({
    key: 'dead-letter-sources',
    load: api => api.getIngestSources(),
    refreshOnRiskOf: false,
    pollSeconds: 10,
  });
  // The listing below says so when there are none, or when nothing can be read.
  return (
    <>
      {(value ?? [])
        .filter(({ dead }) => dead > 0)
        .map(({ source, dead }) => (
          <div key={source} className={classes.row}>
            <ToneText tone="error">
              {t('events.deadLetters.ofSource', { source, count: dead })}
            </ToneText>
            <ReplayButton
              request={{ source, status: 'dead' }}
              count={dead}
              label={t('replay.all')}
              onReplayed={retry}
            />
          </div>
        ))}
    </>
  );
}
