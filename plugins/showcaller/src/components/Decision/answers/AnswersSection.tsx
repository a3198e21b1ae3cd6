import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { GateAnswerRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableCode,
  Disclosure,
  gateStatusWords,
  RelativeTime,
  StatusText,
  ToneText,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';

const tones: Record<GateAnswerRow['state'], Tone> = {
  pending: 'running',
  sent: 'ok',
  dead: 'error',
};

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      display: 'grid',
      gap: theme.spacing(2),
    },
    head: {
      ...theme.typography.body2,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0.5, 2),
    },
    requests: { display: 'grid', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerDecisionAnswers' },
);

/** Which tools were told of the decision, whether it arrived, and the exact requests. */
export function AnswersSection(props: { answers: GateAnswerRow[] }) {
  const { answers } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <DecisionSection id="answers" title={t('decision.answers.title')}>
      {answers.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('decision.answers.none')}
        </Typography>
      ) : (
        <ul className={classes.list}>
          {answers.map(answer => (
            <li key={answer.id}>
              <Answer answer={answer} />
            </li>
          ))}
        </ul>
      )}
    </DecisionSection>
  );
}

function Answer({ answer }: { answer: GateAnswerRow }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { target, status, state, reason, attempts, requests, url } = answer;
  return (
    <>
      <div className={classes.head}>
        <strong>{target}</strong>
        <span>
          {t('decision.answers.told')}{' '}
          <StatusText word={gateStatusWords[status]} />
        </span>
        <ToneText tone={tones[state]}>
          {t(`decision.answers.states.${state}`, {
            reason: reason ?? t('decision.approvals.noReason'),
          })}
        </ToneText>
        <span>
          <RelativeTime time={answer.updatedAt} />
          {attempts > 1 &&
            `, ${t('decision.answers.attempts', { count: attempts })}`}
        </span>
        {url && <Link to={url}>{t('decision.answers.see')}</Link>}
      </div>
      {requests.length > 0 && (
        <Disclosure
          summary={t('decision.answers.requests', { count: requests.length })}
        >
          <div className={classes.requests}>
            {requests.map((request, index) => (
              <CopyableCode
                key={index}
                label={t('decision.answers.copy')}
                code={`${request.method} ${request.url}\n\n${JSON.stringify(
                  request.body,
                  undefined,
                  2,
                )}`}
              />
            ))}
          </div>
        </Disclosure>
      )}
    </>
  );
}
