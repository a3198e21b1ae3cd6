import { InfoCard } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import type { EntityRisk } from '@showcaller/backstage-plugin-showcaller-common';
import { ContributionChart } from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { riskMeaning } from '../verdict';
import { DeploymentsTable } from './DeploymentsTable';
import { LoadedRollup } from './LoadedRollup';
import { ModelLine } from './ModelLine';
import { PipelineRunsTable } from './PipelineRunsTable';
import { RiskEmptyState } from './RiskEmptyState';
import { RollupTable } from './RollupTable';
import { SubjectFacts } from './SubjectFacts';
import { TrendSection } from './TrendSection';
import { UnknownSignals } from './UnknownSignals';
import { VerdictPanel } from './VerdictPanel';

/** Everything about the latest change: verdict, reason, what to do, evidence, raw data. */
export function ServiceRisk(props: {
  entity: Entity;
  risk: EntityRisk;
  refreshing: boolean;
}) {
  const { entity, risk, refreshing } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { latest } = risk;
  if (!latest) {
    return (
      <>
        <RiskEmptyState entity={entity} reason={risk.emptyReason} />
        {risk.emptyReason === 'nothing-deployed' && (
          <PipelineRunsTable entityRef={risk.entityRef} />
        )}
      </>
    );
  }
  // Of an API or a resource, the service whose change is shown.
  const service = latest.entityRef;

  return (
    <Grid container spacing={3}>
      {risk.via && risk.via.length > 0 && (
        <Grid item xs={12}>
          <ViaLine kind={entity.kind} via={risk.via} />
        </Grid>
      )}
      <Grid item xs={12}>
        <VerdictPanel risk={risk} refreshing={refreshing} />
      </Grid>
      {entity.kind.toLocaleLowerCase('en-US') === 'resource' && (
        <Grid item xs={12}>
          <LoadedRollup entity={entity}>
            {rows => <RollupTable rows={rows} />}
          </LoadedRollup>
        </Grid>
      )}
      <Grid item xs={12} lg={8}>
        <InfoCard
          title={t('contributions.title')}
          subheader={t('contributions.subheader')}
        >
          <ContributionChart signals={latest.signals} />
          <UnknownSignals signals={latest.signals} />
        </InfoCard>
      </Grid>
      <Grid item xs={12} lg={4}>
        <InfoCard title={t('meaning.title')}>
          <Typography paragraph>{riskMeaning(latest)}</Typography>
          <SubjectFacts risk={risk} />
        </InfoCard>
      </Grid>
      <Grid item xs={12}>
        <TrendSection entityRef={service} />
      </Grid>
      <Grid item xs={12} xl={6}>
        <DeploymentsTable entityRef={service} />
      </Grid>
      <Grid item xs={12} xl={6}>
        <PipelineRunsTable entityRef={service} />
      </Grid>
      <Grid item xs={12}>
        <ModelLine assessment={latest} />
      </Grid>
    </Grid>
  );
}

function ViaLine(props: { kind: string; via: string[] }) {
  const { t } = useTranslationRef(riskTranslationRef);
  const api = props.kind.toLocaleLowerCase('en-US') === 'api';
  return (
    <Typography>
      {api ? t('via.api') : t('via.resource')}{' '}
      {props.via.map((entityRef, index) => (
        <span key={entityRef}>
          {index > 0 && ', '}
          <EntityRefLink entityRef={entityRef} />
        </span>
      ))}
    </Typography>
  );
}
