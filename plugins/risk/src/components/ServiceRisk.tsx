import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import type {
  EntityRisk,
  RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import { riskTranslationRef } from '../translation';
import { DeploymentsTable } from './DeploymentsTable';
import { DecisionsTable } from './Gate/DecisionsTable';
import { IncidentList, useIncidents } from './Incidents/IncidentList';
import { LoadedRollup } from './LoadedRollup';
import { ModelLine } from './ModelLine';
import { PipelineRunsTable } from './PipelineRunsTable';
import { ReasonCards } from './ReasonCards';
import { RiskEmptyState } from './RiskEmptyState';
import { RollupTable } from './RollupTable';
import { TrendSection } from './TrendSection';
import { VerdictPanel } from './VerdictPanel';

/** Everything about the latest change: verdict, reason, what to do, evidence, raw data. */
export function ServiceRisk(props: {
  entity: Entity;
  risk: EntityRisk;
  refreshing: boolean;
}) {
  const { entity, risk, refreshing } = props;
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
  return (
    <Grid container spacing={3}>
      {risk.via && risk.via.length > 0 && (
        <Grid item xs={12}>
          <ViaLine kind={entity.kind} via={risk.via} />
        </Grid>
      )}
      <Grid item xs={12}>
        <VerdictPanel entity={entity} risk={risk} refreshing={refreshing} />
      </Grid>
      {entity.kind.toLocaleLowerCase('en-US') === 'resource' && (
        <Grid item xs={12}>
          <LoadedRollup entity={entity}>
            {rows => <RollupTable rows={rows} />}
          </LoadedRollup>
        </Grid>
      )}
      <ReasonCards entity={entity} risk={risk} latest={latest} />
      <Evidence latest={latest} />
    </Grid>
  );
}

/** What happened around it; of an API or a resource, what happened to the service whose change is shown. */
function Evidence(props: { latest: RiskAssessment }) {
  const { latest } = props;
  const { entityRef, subject } = latest;
  const incidents = useIncidents(entityRef);
  // Most services have none, and then a list of none says nothing.
  const some =
    incidents.error !== undefined || (incidents.value?.totalItems ?? 0) > 0;
  return (
    <>
      <Grid item xs={12} lg={some ? 8 : 12}>
        <TrendSection entityRef={entityRef} />
      </Grid>
      {some && (
        <Grid item xs={12} lg={4}>
          <IncidentList
            query={incidents}
            deploymentId={
              subject.kind === 'deployment' ? subject.deploymentId : undefined
            }
          />
        </Grid>
      )}
      <Grid item xs={12}>
        <DecisionsTable entityRef={entityRef} />
      </Grid>
      <Grid item xs={12} xl={6}>
        <DeploymentsTable entityRef={entityRef} />
      </Grid>
      <Grid item xs={12} xl={6}>
        <PipelineRunsTable entityRef={entityRef} />
      </Grid>
      <Grid item xs={12}>
        <ModelLine assessment={latest} />
      </Grid>
    </>
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
