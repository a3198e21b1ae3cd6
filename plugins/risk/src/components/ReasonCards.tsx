import { InfoCard } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import {
  showcallerAnnotations,
  type EntityRisk,
  type RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ContributionChart } from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { riskMeaning } from '../verdict';
import { ExplanationCard } from './Explanation/ExplanationCard';
import { useRiskExplanation } from './Explanation/useRiskExplanation';
import { MissingSignals } from './Missing/MissingSignals';
import { SubjectFacts } from './SubjectFacts';

/** Why the risk is what it is beside what would lower it and what is not known; then what the number means. */
export function ReasonCards(props: {
  entity: Entity;
  risk: EntityRisk;
  latest: RiskAssessment;
}) {
  const { entity, risk, latest } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { annotations = {} } = entity.metadata;
  const { id, entityRef, probability } = latest;
  const explanation = useRiskExplanation({ assessmentId: id, entityRef });
  return (
    <>
      <Grid item xs={12} lg={7}>
        <InfoCard
          title={t('contributions.title')}
          subheader={t('contributions.subheader')}
        >
          <ContributionChart
            signals={latest.signals}
            shares={explanation.value?.groups}
            unknownContribution={latest.unknownContribution}
          />
        </InfoCard>
      </Grid>
      <Grid item xs={12} lg={5}>
        <Grid container spacing={3}>
          {/* Of an unknown risk nothing can be said to lower it. */}
          {probability !== undefined && (
            <Grid item xs={12}>
              <ExplanationCard query={explanation} assessment={latest} />
            </Grid>
          )}
          <Grid item xs={12}>
            <InfoCard title={t('unknown.title')}>
              <MissingSignals
                assessment={latest}
                connected={Boolean(
                  annotations[showcallerAnnotations.gitRepository],
                )}
              />
            </InfoCard>
          </Grid>
        </Grid>
      </Grid>
      <Grid item xs={12}>
        <InfoCard title={t('meaning.title')}>
          <Grid container spacing={3}>
            <Grid item xs={12} lg={5}>
              <Typography>{riskMeaning(latest)}</Typography>
            </Grid>
            <Grid item xs={12} lg={7}>
              <SubjectFacts risk={risk} />
            </Grid>
          </Grid>
        </InfoCard>
      </Grid>
    </>
  );
}
