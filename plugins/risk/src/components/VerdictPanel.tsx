import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityRisk } from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  RelativeTime,
  RiskMeter,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { howSure, nextSteps, riskVerdict } from '../verdict';
import { GateStatus } from './Gate/GateStatus';
import { useGateDetail } from './Gate/useGateDetail';
import { OutcomeSection } from './Outcome/OutcomeSection';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(3), display: 'grid', gap: theme.spacing(2) },
    head: {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
    body: {
      display: 'grid',
      gap: theme.spacing(2, 5),
      gridTemplateColumns: 'minmax(0, 1fr)',
      [theme.breakpoints.up('lg')]: {
        gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
      },
    },
    half: {
      display: 'grid',
      gap: theme.spacing(2),
      alignContent: 'start',
    },
    meter: { maxWidth: 480 },
    steps: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'PluginRiskVerdictPanel' },
);

/** @internal */
export interface VerdictPanelProps {
  /** The entity of the page. */
  entity: Entity;
  risk: EntityRisk;
  refreshing: boolean;
}

/** Verdict, reason, what to do, and what became of it: in this order, in words. */
export function VerdictPanel(props: VerdictPanelProps) {
  const { entity, risk, refreshing } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const gate = useGateDetail({
    decisionId: risk.decision?.id,
    entityRef: risk.latest?.entityRef,
  });
  const verdict = riskVerdict(risk, gate.value);
  if (!verdict || !risk.latest) {
    return null;
  }
  const { latest, decision } = risk;
  const steps = nextSteps(risk, gate.value);
  const sure = howSure(latest);

  return (
    <Paper className={classes.root}>
      <div className={classes.head}>
        <Typography variant="h4" component="h2">
          <ToneText tone={verdict.tone}>{verdict.headline}</ToneText>
        </Typography>
        <AsOf time={new Date(risk.asOf)} refreshing={refreshing} />
      </div>
      <div className={classes.body}>
        <div className={classes.half}>
          <div>
            <Typography variant="h6" component="p">
              {verdict.riskSentence}
            </Typography>
            {verdict.note && (
              <Typography color="textSecondary">{verdict.note}</Typography>
            )}
          </div>
          <div className={classes.meter}>
            <RiskMeter
              probability={latest.probability}
              interval={latest.interval}
            />
          </div>
          {sure && (
            <Typography variant="body2" color="textSecondary">
              {sure}
            </Typography>
          )}
        </div>
        <div className={classes.half}>
          {decision && (
            <div>
              <Typography>{decision.explanation}</Typography>
              <Typography variant="body2" color="textSecondary">
                {t('verdict.rule')} <code>{decision.rule.name}</code>:{' '}
                {decision.rule.description} (
                {t('verdict.policy', {
                  policy: decision.rule.policy,
                  table: decision.rule.strategyTable,
                })}
                ) · <RelativeTime time={decision.decidedAt} />
              </Typography>
            </div>
          )}
          {decision && <GateStatus decisionId={decision.id} query={gate} />}
          {steps.length > 0 && (
            <div>
              <Typography variant="subtitle1" component="h3">
                {t('verdict.whatToDo')}
              </Typography>
              <ul className={classes.steps}>
                {steps.map(step => (
                  <Typography key={step} component="li">
                    {step}
                  </Typography>
                ))}
              </ul>
            </div>
          )}
        </div>
      </div>
      <OutcomeSection assessment={latest} entity={entity} />
    </Paper>
  );
}
