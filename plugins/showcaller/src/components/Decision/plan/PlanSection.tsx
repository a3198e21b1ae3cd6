import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  GateDecisionDetail,
  RollbackPlan,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  FactList,
  RelativeTime,
  shortSha,
  strategyWords,
  successWords,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';

const useStyles = makeStyles(
  theme => ({ steps: { margin: 0, paddingLeft: theme.spacing(3) } }),
  { name: 'ShowcallerDecisionPlan' },
);

/** How it starts, what would be done if it failed, and who would notice. */
export function PlanSection(props: { detail: GateDecisionDetail }) {
  const { decision, rollbackPlan } = props.detail;
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <DecisionSection id="plan" title={t('decision.plan.title')}>
      <FactList
        facts={[
          [t('decision.plan.strategy'), strategyWords(decision)],
          [t('decision.plan.outlook'), successWords(decision)],
        ]}
      />
      {rollbackPlan ? (
        <WayBack plan={rollbackPlan} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('decision.plan.none')}
        </Typography>
      )}
    </DecisionSection>
  );
}

function WayBack({ plan }: { plan: RollbackPlan }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { target, reason, steps, blastRadius } = plan;
  return (
    <>
      <div>
        <Typography variant="subtitle1" component="h3">
          {t('decision.plan.back')}
        </Typography>
        <Typography variant="body2">
          {target ? (
            <>
              {t('decision.plan.target', { sha: shortSha(target.sha) })}{' '}
              <RelativeTime time={target.deployedAt} />
            </>
          ) : (
            t('decision.plan.noTarget', {
              reason: reason ?? t('decision.plan.unknown'),
            })
          )}
        </Typography>
        <ol className={classes.steps}>
          {steps.map(step => (
            <Typography key={step} component="li" variant="body2">
              {step}
            </Typography>
          ))}
        </ol>
      </div>
      <div>
        <Typography variant="subtitle1" component="h3">
          {t('decision.plan.radius')}
        </Typography>
        <Typography variant="body2">{blastRadius.words}</Typography>
        {blastRadius.dependents.length > 0 && (
          <Typography variant="body2">
            {t('decision.plan.dependents')}:{' '}
            <EntityRefLinks entityRefs={blastRadius.dependents} />
          </Typography>
        )}
      </div>
    </>
  );
}
