import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import { QueryContent } from '@showcaller/backstage-plugin-showcaller-react';
import { isRollupKind } from '../entityKinds';
import { riskTranslationRef } from '../translation';
import { RollupRisk } from './RollupRisk';
import { ServiceRisk } from './ServiceRisk';
import { useEntityRisk } from './useEntityRisk';

/** The Risk tab; what it shows depends on the kind of the entity. */
export function EntityRiskContent() {
  const { entity } = useEntity();
  return isRollupKind(entity) ? (
    <RollupRisk entity={entity} />
  ) : (
    <EntityOwnRisk entity={entity} />
  );
}

function EntityOwnRisk(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useEntityRisk(entity);
  return (
    <QueryContent
      query={query}
      what={t('what.risk', { name: entity.metadata.name })}
      permission={showcallerReadPermission.name}
      lines={10}
    >
      {risk => (
        <ServiceRisk
          entity={entity}
          risk={risk}
          refreshing={query.refreshing}
        />
      )}
    </QueryContent>
  );
}
