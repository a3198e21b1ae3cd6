import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerLabelCorrectPermission,
  type DeploymentLabel,
  type LabelCorrectionRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ReasonForm,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { riskTranslationRef } from '../../translation';
import { OutcomeText } from './OutcomeText';
import { correctionOf, newestLabel } from './outcomeWords';
import { useMayCorrect } from './useMayCorrect';

const useStyles = makeStyles(
  theme => ({ root: { display: 'grid', gap: theme.spacing(1) } }),
  { name: 'PluginRiskCorrectableOutcome' },
);

/** What became of a deployment, with a form in place for those who know better and may say so. */
export function CorrectableOutcome(props: {
  label: DeploymentLabel;
  entity: Entity;
  onCorrected: () => void;
}) {
  const { label, entity, onCorrected } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const [asking, setAsking] = useState(false);
  const allowed = useMayCorrect(entity);
  const correct = useShowcallerAction<LabelCorrectionRequest, DeploymentLabel>({
    send: (api, request) => api.correctLabel(label.deploymentId, request),
    onDone: () => {
      setAsking(false);
      onCorrected();
    },
  });
  const shown = newestLabel(label, correct.result);
  const outcome = correctionOf(shown);

  return (
    <div className={classes.root}>
      {correct.sending && correct.input ? (
        <Typography component="div">
          <ToneText tone="running">
            {t('outcome.saving', {
              outcome: t(`outcome.to.${correct.input.outcome}`),
            })}
          </ToneText>
        </Typography>
      ) : (
        <div role="status">
          <OutcomeText label={shown} />
        </div>
      )}
      {asking && outcome ? (
        <ReasonForm
          title={t(`outcome.to.${outcome}`)}
          confirm={t('outcome.confirm')}
          sending={correct.sending}
          error={correct.error}
          onConfirm={reason => correct.run({ outcome, reason })}
          onCancel={() => {
            setAsking(false);
            correct.reset();
          }}
        >
          {t('outcome.effect')}
        </ReasonForm>
      ) : (
        outcome && (
          <div>
            <GuardedButton
              allowed={allowed}
              permission={showcallerLabelCorrectPermission.name}
              orOwner
              onClick={() => setAsking(true)}
            >
              {t(`outcome.to.${outcome}`)}
            </GuardedButton>
          </div>
        )
      )}
    </div>
  );
}
