import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type FeedbackReport,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  formatNumber,
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { monthName } from './monthName';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1) },
    report: { paddingLeft: theme.spacing(3) },
    list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'ShowcallerReportsCard' },
);

/** What each month taught about the model; the newest is open. */
export function ReportsCard() {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useShowcallerQuery({
    key: 'feedback-reports',
    load: api => api.getFeedbackReports(),
    refreshOnRiskOf: false,
    pollSeconds: 600,
  });
  return (
    <InfoCard title={t('modelHealth.reports.title')}>
      <QueryContent
        query={query}
        what={t('modelHealth.reports.what')}
        permission={showcallerReadPermission.name}
      >
        {reports =>
          reports.length === 0 ? (
            <Typography color="textSecondary">
              {t('modelHealth.reports.empty')}
            </Typography>
          ) : (
            <div className={classes.root}>
              {reports.map((report, index) => (
                <Disclosure
                  key={report.month}
                  open={index === 0}
                  summary={t('modelHealth.reports.summary', {
                    month: monthName(report.month),
                    decisions: formatNumber(report.decisions),
                  })}
                >
                  <Report report={report} />
                </Disclosure>
              ))}
            </div>
          )
        }
      </QueryContent>
    </InfoCard>
  );
}

function Report(props: { report: FeedbackReport }) {
  const { report } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const parts = (['recommendations', 'accuracy', 'gaps'] as const).filter(
    part => report[part].length > 0,
  );
  return (
    <div className={classes.report}>
      {parts.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('modelHealth.reports.nothing')}
        </Typography>
      )}
      {parts.map(part => (
        <section key={part}>
          <Typography variant="subtitle2" component="h3">
            {t(`modelHealth.reports.${part}`)}
          </Typography>
          <ul className={classes.list}>
            {report[part].map(sentence => (
              <Typography key={sentence} variant="body2" component="li">
                {sentence}
              </Typography>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
