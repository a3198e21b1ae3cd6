import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  GateDecisionDetail,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatInterval,
  formatPoints,
  formatProbability,
  humanizeSignal,
  PlainTable,
  RelativeTime,
  riskBandLabels,
  riskBandTones,
  RiskMeter,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';
import { missingByReason, strongestReasons } from './strongestReasons';

const useStyles = makeStyles(
  theme => ({
    meter: { maxWidth: 480 },
    list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'ShowcallerDecisionRisk' },
);

/** How risky it was judged, how sure that is, what moved it most, and what nobody knows. */
export function RiskSection(props: { detail: GateDecisionDetail }) {
  const { assessment, decision } = props.detail;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const entityLink = useEntityRefLink();
  return (
    <DecisionSection id="risk" title={t('decision.risk.title')}>
      {assessment ? (
        <Assessment assessment={assessment} />
      ) : (
        <Typography>{t('decision.risk.none')}</Typography>
      )}
      <Typography variant="body2">
        <Link to={`${entityLink(decision.entityRef)}/risk`}>
          {t('decision.risk.everything')}
        </Link>
      </Typography>
    </DecisionSection>
  );
}

function Assessment({ assessment }: { assessment: RiskAssessment }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { probability, interval, band, signals, unknownReason } = assessment;
  const reasons = strongestReasons(signals);
  return (
    <>
      <div>
        <Typography variant="h6" component="p">
          <ToneText tone={riskBandTones[band]}>
            {probability === undefined
              ? t('decision.risk.unknown', {
                  reason: unknownReason ?? t('decision.plan.unknown'),
                })
              : `${riskBandLabels[band]}: ${formatProbability(probability)}${
                  interval ? ` (${formatInterval(interval)})` : ''
                }`}
          </ToneText>
        </Typography>
        <div className={classes.meter}>
          <RiskMeter probability={probability} interval={interval} />
        </div>
      </div>
      {reasons.length > 0 && (
        <PlainTable
          label={t('decision.risk.reasons')}
          rows={reasons}
          rowKey={signal => signal.name}
          columns={[
            {
              id: 'signal',
              title: t('decision.risk.reasons'),
              cell: signal => humanizeSignal(signal).phrase,
            },
            {
              id: 'effect',
              title: t('decision.risk.effect'),
              align: 'right',
              cell: signal => formatPoints(signal.effect),
            },
            {
              id: 'source',
              title: t('decision.risk.from'),
              cell: signal => signal.source,
            },
            {
              id: 'age',
              title: t('decision.risk.age'),
              cell: signal => (
                <RelativeTime time={signal.observedAt} absent="–" />
              ),
            },
          ]}
        />
      )}
      <Missing assessment={assessment} />
    </>
  );
}

function Missing({ assessment }: { assessment: RiskAssessment }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const missing = missingByReason(assessment.signals);
  return (
    <div>
      <Typography variant="subtitle1" component="h3">
        {t('decision.risk.missing')}
      </Typography>
      {missing.length === 0 ? (
        <Typography variant="body2">
          {t('decision.risk.nothingMissing')}
        </Typography>
      ) : (
        <ul className={classes.list}>
          {missing.map(({ reason, names }) => (
            <Typography key={reason} component="li" variant="body2">
              {names.map(signal => humanizeSignal(signal).label).join(', ')}:{' '}
              {reason}
            </Typography>
          ))}
        </ul>
      )}
    </div>
  );
}
