import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type DriftReport,
  type RiskModelCard,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  QueryContent,
  RelativeTime,
  StatusText,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import {
  driftRows,
  driftSentence,
  driftWords,
  lossSentence,
  psiLimits,
  scoreSentence,
} from './driftRows';
import { DriftTable } from './DriftTable';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(2) },
    line: { display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(2) },
  }),
  { name: 'ShowcallerDriftCard' },
);

/** Whether what comes in, what is scored and what goes wrong still look as they did in training. */
export function DriftCard(props: { features: RiskModelCard['features'] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useShowcallerQuery({
    key: 'drift',
    load: api => api.getDrift(),
    refreshOnRiskOf: false,
    pollSeconds: 300,
  });
  return (
    <InfoCard
      title={t('modelHealth.drift.title')}
      subheader={t('modelHealth.drift.subheader', {
        watch: `${psiLimits.watch}`,
        act: `${psiLimits.act}`,
      })}
    >
      <QueryContent
        query={query}
        what={t('modelHealth.drift.what')}
        permission={showcallerReadPermission.name}
        lines={6}
      >
        {report =>
          report ? (
            <Drift report={report} features={props.features} />
          ) : (
            <EmptyState title={t('modelHealth.drift.emptyTitle')}>
              {t('modelHealth.drift.empty')}
            </EmptyState>
          )
        }
      </QueryContent>
    </InfoCard>
  );
}

function Drift(props: {
  report: DriftReport;
  features: RiskModelCard['features'];
}) {
  const { report, features } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const rows = driftRows(report, features);
  return (
    <div className={classes.root}>
      <div>
        <Typography>{driftSentence(rows, report)}</Typography>
        {[
          { level: report.score.level, sentence: scoreSentence(report) },
          { level: report.loss.level, sentence: lossSentence(report) },
        ].map(({ level, sentence }) => (
          <Typography
            key={sentence}
            variant="body2"
            component="div"
            className={classes.line}
          >
            <StatusText word={driftWords[level]} />
            <span>{sentence}</span>
          </Typography>
        ))}
      </div>
      <DriftTable rows={rows} />
      <Typography variant="caption" color="textSecondary">
        {t('modelHealth.drift.computed')}{' '}
        <RelativeTime time={report.computedAt} />
      </Typography>
    </div>
  );
}
