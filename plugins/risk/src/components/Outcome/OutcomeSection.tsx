import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Divider from '@material-ui/core/Divider';
import Typography from '@material-ui/core/Typography';
import {
  showcallerReadPermission,
  type RiskAssessment,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { CorrectableOutcome } from './CorrectableOutcome';
import { OutcomeText } from './OutcomeText';

/** What became of a deployment, once the backend knows of it; nothing for a change that is not deployed. */
export function OutcomeSection(props: {
  assessment: Pick<RiskAssessment, 'subject' | 'entityRef'>;
  /** The entity of the page; what is known can be corrected on the page of the service itself. */
  entity: Entity;
}) {
  const { assessment, entity } = props;
  const { subject, entityRef } = assessment;
  return subject.kind === 'deployment' ? (
    <LoadedOutcome
      deploymentId={subject.deploymentId}
      entityRef={entityRef}
      entity={entity}
    />
  ) : null;
}

function LoadedOutcome(props: {
  deploymentId: string;
  entityRef: string;
  entity: Entity;
}) {
  const { deploymentId, entityRef, entity } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useShowcallerQuery({
    key: `label:${deploymentId}`,
    load: api => api.getLabel(deploymentId),
    refreshOnRiskOf: changed => changed === entityRef,
  });
  const own = stringifyEntityRef(entity) === entityRef;
  if (query.loadedAt && !query.value) {
    return null;
  }
  return (
    <>
      <Divider />
      <section>
        <Typography variant="subtitle1" component="h3">
          {t('outcome.title')}
        </Typography>
        <QueryContent
          query={query}
          what={t('what.outcome')}
          permission={showcallerReadPermission.name}
          lines={1}
        >
          {label =>
            label &&
            (own ? (
              <CorrectableOutcome
                label={label}
                entity={entity}
                onCorrected={query.retry}
              />
            ) : (
              <OutcomeText label={label} />
            ))
          }
        </QueryContent>
      </section>
    </>
  );
}
