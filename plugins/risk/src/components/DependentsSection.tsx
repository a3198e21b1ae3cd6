import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { QueryContent } from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { RollupTable } from './RollupTable';
import { useRiskRollup } from './useEntityRisk';

/** Of a resource: everything that depends on it, worst first. */
export function DependentsSection(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useRiskRollup(entity);
  return (
    <QueryContent
      query={query}
      what={t('what.rollup', { name: entity.metadata.name })}
    >
      {rows => (rows.length > 0 ? <RollupTable rows={rows} /> : null)}
    </QueryContent>
  );
}
