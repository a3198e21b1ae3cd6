import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type DecisionFeedback,
  type DecisionFeedbackRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { Choice } from '../../shared/Choice';
import { FeedbackTable } from './FeedbackTable';
import { feedbackSentence, wouldHaveSentence } from './rateWords';
import { feedbackDays, useFeedbackDays } from './useFeedbackDays';

const useStyles = makeStyles(
  theme => ({ root: { display: 'grid', gap: theme.spacing(2) } }),
  { name: 'ShowcallerFeedbackCard' },
);

/** What the gate got wrong, per service and per rule, in a window that the reader chooses. */
export function FeedbackCard() {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [days, chooseDays] = useFeedbackDays();
  const query = useShowcallerQuery({
    key: `feedback:${days}`,
    load: api => api.getDecisionFeedback(days),
    refreshOnRiskOf: false,
    pollSeconds: 300,
  });
  return (
    <InfoCard title={t('modelHealth.feedback.title')}>
      <div className={classes.root}>
        <div>
          <Choice
            label={t('modelHealth.feedback.days')}
            value={`${days}`}
            options={feedbackDays.map(one => ({
              value: `${one}`,
              label: t('modelHealth.feedback.daysOf', { days: `${one}` }),
            }))}
            onChange={value => value && chooseDays(Number(value))}
          />
        </div>
        <QueryContent
          query={query}
          what={t('modelHealth.feedback.what')}
          permission={showcallerReadPermission.name}
          lines={5}
        >
          {feedback => <Feedback feedback={feedback} />}
        </QueryContent>
      </div>
    </InfoCard>
  );
}

function Feedback(props: { feedback: DecisionFeedback }) {
  const { feedback } = props;
  const classes = useStyles();
  const wouldHave = wouldHaveSentence(feedback);
  return (
    <div className={classes.root}>
      <Typography>{feedbackSentence(feedback)}</Typography>
      <FeedbackTables rows={feedback.rows} />
      {wouldHave && (
        <Disclosure summary={wouldHave}>
          <FeedbackTables rows={feedback.wouldHave?.rows ?? []} />
        </Disclosure>
      )}
    </div>
  );
}

function FeedbackTables(props: { rows: DecisionFeedbackRow[] }) {
  const kinds = ['service', 'rule'] as const;
  return (
    <>
      {kinds
        .map(kind => ({
          kind,
          rows: props.rows.filter(row => row.kind === kind),
        }))
        .filter(({ rows }) => rows.length > 0)
        .map(({ kind, rows }) => (
          <FeedbackTable key={kind} kind={kind} rows={rows} />
        ))}
    </>
  );
}
