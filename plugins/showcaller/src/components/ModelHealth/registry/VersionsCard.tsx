import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerModelManagePermission,
  type RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ReasonForm,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useMayManage } from '../useMayManage';
import { useStatusChange } from './useStatusChange';
import { previousChampion } from './versionActions';
import { VersionsTable } from './VersionsTable';

const useStyles = makeStyles(
  theme => ({
    above: {
      ...theme.typography.body2,
      display: 'grid',
      justifyItems: 'start',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerVersionsCard' },
);

/** Every version of the model; those who may let another one serve, with a reason that is kept. */
export function VersionsCard(props: {
  versions: RiskModelVersion[];
  shown: string | undefined;
  onChanged: () => void;
}) {
  const { versions, shown, onChanged } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const allowed = useMayManage();
  const previous = previousChampion(versions);
  const change = useStatusChange(onChanged);
  const { asked } = change;
  const kind = asked?.kind === 'rollBack' ? 'rollBack' : 'promote';

  return (
    <InfoCard
      title={t('modelHealth.registry.title')}
      subheader={t('modelHealth.registry.subheader')}
    >
      <div className={classes.above}>
        {asked ? (
          <ReasonForm
            key={`${kind} ${asked.version.hash}`}
            title={t(`modelHealth.registry.${kind}Title`, {
              id: asked.version.id,
              version: asked.version.version,
            })}
            confirm={t(`modelHealth.registry.${kind}`)}
            sending={change.sending}
            error={change.error}
            onConfirm={change.confirm}
            onCancel={change.cancel}
          >
            {t(`modelHealth.registry.${kind}Text`)}
          </ReasonForm>
        ) : (
          previous && (
            <GuardedButton
              allowed={allowed}
              permission={showcallerModelManagePermission.name}
              onClick={() =>
                change.ask({ kind: 'rollBack', version: previous })
              }
            >
              {t('modelHealth.registry.rollBackTitle', {
                id: previous.id,
                version: previous.version,
              })}
            </GuardedButton>
          )
        )}
        <div role="status">
          {change.serving && (
            <ToneText tone="ok">
              {t('modelHealth.registry.done', {
                id: change.serving.id,
                version: change.serving.version,
              })}
            </ToneText>
          )}
        </div>
      </div>
      <VersionsTable
        versions={versions}
        shown={shown}
        allowed={allowed}
        onPromote={version => change.ask({ kind: 'promote', version })}
      />
    </InfoCard>
  );
}
