import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerModelManagePermission,
  type ModelHealth,
  type TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  GuardedButton,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useMayManage } from '../useMayManage';
import { RunningTraining } from './RunningTraining';
import { RunsTable } from './RunsTable';
import { isActiveRun } from './runWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'grid',
      gap: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerTrainingCard' },
);

/** What is being trained and how far it is; starts one, or stops it, for those who may. */
export function TrainingCard(props: {
  health: Pick<ModelHealth, 'training' | 'runs'>;
  onChanged: () => void;
}) {
  const { health, onChanged } = props;
  const { training, runs } = health;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const allowed = useMayManage();
  const start = useShowcallerAction<void, TrainingRun>({
    send: api => api.startTraining(),
    onDone: onChanged,
  });
  const cancel = useShowcallerAction<string, TrainingRun>({
    send: (api, id) => api.cancelTraining(id),
    onDone: onChanged,
  });
  const error = start.error ?? cancel.error;
  const permission = showcallerModelManagePermission.name;

  return (
    <InfoCard title={t('modelHealth.training.title')}>
      <div className={classes.root}>
        {isActiveRun(training) ? (
          <>
            <RunningTraining run={training} />
            <GuardedButton
              allowed={allowed}
              permission={permission}
              disabled={cancel.sending}
              onClick={() => cancel.run(training.id)}
            >
              {t('modelHealth.training.cancel')}
            </GuardedButton>
          </>
        ) : (
          <>
            <Typography>
              {runs.length === 0
                ? t('modelHealth.training.never')
                : t('modelHealth.training.idle')}
            </Typography>
            <GuardedButton
              allowed={allowed}
              permission={permission}
              disabled={start.sending}
              onClick={() => start.run()}
            >
              {start.sending
                ? t('modelHealth.training.starting')
                : t('modelHealth.training.train')}
            </GuardedButton>
          </>
        )}
        <div role="status">
          {error && (
            <ToneText tone="error">
              {t('modelHealth.training.failed', { reason: error })}
            </ToneText>
          )}
        </div>
        {runs.length > 0 && (
          <Disclosure
            summary={t('modelHealth.training.recent', { count: runs.length })}
          >
            <RunsTable runs={runs} />
          </Disclosure>
        )}
      </div>
    </InfoCard>
  );
}
