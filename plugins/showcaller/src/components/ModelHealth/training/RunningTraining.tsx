import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import type { TrainingRun } from '@showcaller/backstage-plugin-showcaller-common';
import {
  modelRungWords,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { runFacts, runProgress, runStatusWords } from './runWords';

/** A training that waits or runs: what it makes, who wanted it, how far it is, how long it takes. */
export function RunningTraining(props: { run: TrainingRun }) {
  const { run } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const facts = runFacts(run);
  return (
    <div>
      <Typography component="div">
        <StatusText word={runStatusWords[run.status]} />
      </Typography>
      <Typography variant="body2" component="div">
        {t('modelHealth.training.of', {
          rung: modelRungWords[run.rung].label,
        })}
        , <Trigger run={run} />
      </Typography>
      <LinearProgress
        variant={run.status === 'queued' ? 'indeterminate' : 'determinate'}
        value={Math.round(run.progress * 100)}
        aria-label={t('modelHealth.training.progress')}
      />
      <Typography variant="body2" color="textSecondary">
        {runProgress(run)}
        {facts && ` · ${facts}`}
      </Typography>
    </div>
  );
}

function Trigger(props: { run: TrainingRun }) {
  const { trigger, requestedBy } = props.run;
  const { t } = useTranslationRef(showcallerTranslationRef);
  if (trigger !== 'person' || !requestedBy) {
    return <>{t(`modelHealth.training.triggers.${trigger}`)}</>;
  }
  return (
    <>
      {t('modelHealth.training.byPerson')}{' '}
      <EntityRefLink entityRef={requestedBy} />
    </>
  );
}
