import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  RelativeTime,
  stageWords,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { SubjectLine } from './SubjectLine';
import { decisionHeadline } from './decisionHeadline';
import { decisionSteps } from './decisionSteps';
import { PageActions } from './PageActions';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
      '@media print': { boxShadow: 'none', padding: 0 },
    },
    head: {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
    facts: {
      ...theme.typography.body2,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      color: theme.palette.text.secondary,
    },
    reasons: { display: 'grid', gap: theme.spacing(0.5) },
    steps: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'ShowcallerDecisionHeadline' },
);

/** Verdict, reason, what to do: in this order, in words. */
export function HeadlinePanel(props: {
  detail: GateDecisionDetail;
  loadedAt: Date;
  refreshing: boolean;
}) {
  const { detail, loadedAt, refreshing } = props;
  const { decision } = detail;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { tone, headline, reasons } = decisionHeadline(detail);
  const steps = decisionSteps(detail);
  return (
    <Paper className={classes.root}>
      <div className={classes.head}>
        <Typography variant="h4" component="h2">
          <ToneText tone={tone}>{headline}</ToneText>
        </Typography>
        <AsOf time={loadedAt} refreshing={refreshing} />
      </div>
      <div className={classes.facts}>
        <span>
          <EntityRefLink entityRef={decision.entityRef} />
        </span>
        <SubjectLine detail={detail} />
        <span>{stageWords(decision.stage)}</span>
        <span>
          {t('decision.decided').toLocaleLowerCase('en-US')}{' '}
          <RelativeTime time={decision.decidedAt} />
        </span>
      </div>
      <div className={classes.reasons}>
        {reasons.map((reason, index) => (
          <Typography
            key={reason}
            variant={index === 0 ? 'h6' : 'body1'}
            component="p"
          >
            {reason}
          </Typography>
        ))}
      </div>
      <div>
        <Typography variant="subtitle1" component="h3">
          {t('decision.whatToDo')}
        </Typography>
        <ul className={classes.steps}>
          {steps.map(step => (
            <Typography key={step} component="li">
              {step}
            </Typography>
          ))}
        </ul>
      </div>
      <PageActions detail={detail} />
    </Paper>
  );
}
