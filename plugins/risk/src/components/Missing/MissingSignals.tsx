import { discoveryApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableCode,
  Disclosure,
} from '@showcaller/backstage-plugin-showcaller-react';
import useAsync from 'react-use/esm/useAsync';
import { riskTranslationRef } from '../../translation';
import { missingSignals } from './missingSignals';
import { stepCode, type StepKind } from './missingSteps';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      display: 'grid',
      gap: theme.spacing(1.5),
    },
    labels: { fontWeight: theme.typography.fontWeightBold as number },
    step: {
      display: 'grid',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0, 1, 3),
    },
  }),
  { name: 'PluginRiskMissingSignals' },
);

/** The signals that could not be read: listed, never hidden, each with its reason and what would fill it. */
export function MissingSignals(props: {
  assessment: Pick<RiskAssessment, 'signals' | 'subject' | 'entityRef'>;
  /** Whether the entity says already where its git repository is. */
  connected: boolean;
}) {
  const { assessment, connected } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const entries = missingSignals(assessment.signals);
  if (entries.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('unknown.none')}
      </Typography>
    );
  }
  return (
    <ul className={classes.list}>
      {entries.map(({ key, labels, reason, step, count }) => (
        <li key={key}>
          <Typography variant="body2" component="div">
            <span className={classes.labels}>
              {count === assessment.signals.length
                ? t('unknown.all')
                : labels.join(', ')}
            </span>
            : {reason}
          </Typography>
          {step && (
            <Disclosure summary={t(`unknown.steps.${step}.title`)}>
              <Step kind={step} assessment={assessment} connected={connected} />
            </Disclosure>
          )}
        </li>
      ))}
    </ul>
  );
}

function Step(props: {
  kind: StepKind;
  assessment: Pick<RiskAssessment, 'subject' | 'entityRef'>;
  connected: boolean;
}) {
  const { kind, assessment, connected } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const discoveryApi = useApi(discoveryApiRef);
  const { value: baseUrl } = useAsync(
    () => discoveryApi.getBaseUrl('showcaller'),
    [discoveryApi],
  );
  const done = kind === 'history' && connected;
  const code =
    baseUrl === undefined || done
      ? undefined
      : stepCode(kind, {
          baseUrl,
          repository: assessment.subject.repository,
          entityRef: assessment.entityRef,
        });
  return (
    <div className={classes.step}>
      <Typography variant="body2">
        {done ? t('unknown.connected') : t(`unknown.steps.${kind}.text`)}
      </Typography>
      {code && <CopyableCode code={code} label={t('unknown.copy')} />}
    </div>
  );
}
