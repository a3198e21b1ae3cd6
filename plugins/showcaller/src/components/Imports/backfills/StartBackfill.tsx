import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerAnnotations,
  type BackfillRequest,
  type BackfillRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { Choice } from '../../shared/Choice';
import { useAnnotatedComponents } from '../../shared/useAnnotatedComponents';

/** What ties a component to a vendor. */
const ANNOTATIONS = [
  showcallerAnnotations.githubProjectSlug,
  showcallerAnnotations.gitlabProjectSlug,
  showcallerAnnotations.jenkinsJob,
  showcallerAnnotations.jenkinsDeployJobs,
];

const DAYS = ['30', '90', '180', '365', '730'] as const;

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerStartBackfill' },
);

/** Starts to read the past of a component, as far back as the reader wants. */
export function StartBackfill(props: { onStarted: () => void }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const [days, setDays] = useState<(typeof DAYS)[number]>('180');
  const { value: components = [], error: catalogError } =
    useAnnotatedComponents(ANNOTATIONS);
  const { run, sending, result, error } = useShowcallerAction<
    BackfillRequest,
    BackfillRow
  >({
    send: (api, request) => api.startBackfill(request),
    onDone: props.onStarted,
  });
  return (
    <div className={classes.root}>
      <Choice
        label={t('backfills.choose')}
        none={t('backfills.chooseNone')}
        value={chosen}
        options={components.map(value => ({ value, label: value }))}
        onChange={setChosen}
      />
      <Choice
        label={t('backfills.days')}
        value={days}
        options={DAYS.map(value => ({
          value,
          label: t('backfills.daysOf', { days: value }),
        }))}
        onChange={value => value && setDays(value)}
      />
      <Button
        variant="contained"
        color="primary"
        disabled={!chosen || sending}
        onClick={() => chosen && run({ entityRef: chosen, days: Number(days) })}
      >
        {t('backfills.start')}
      </Button>
      <span role="status">
        {catalogError && (
          <ToneText tone="error">
            {t('backfills.listFailed', { reason: catalogError.message })}
          </ToneText>
        )}
        {error && (
          <ToneText tone="error">
            {t('backfills.startFailed', { reason: error })}
          </ToneText>
        )}
        {result && (
          <ToneText tone="ok">
            {t('backfills.accepted', { entity: result.entityRef })}
          </ToneText>
        )}
      </span>
    </div>
  );
}
