import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerReadPermission,
  type RiskRollupRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { riskTranslationRef } from '../translation';
import { RiskEmptyState } from './RiskEmptyState';
import { useRiskRollup } from './useEntityRisk';

/** What belongs to an entity, worst first, once it is there; until then, or when nothing belongs to it, why not. */
export function LoadedRollup(props: {
  entity: Entity;
  /** Lines of the skeleton. */
  lines?: number;
  children: (
    rows: RiskRollupRow[],
    query: ShowcallerQuery<RiskRollupRow[]>,
  ) => ReactNode;
}) {
  const { entity, lines, children } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useRiskRollup(entity);
  return (
    <QueryContent
      query={query}
      what={t('what.rollup', { name: entity.metadata.name })}
      permission={showcallerReadPermission.name}
      lines={lines}
    >
      {rows =>
        rows.length > 0 ? (
          children(rows, query)
        ) : (
          <RiskEmptyState entity={entity} reason="no-related-components" />
        )
      }
    </QueryContent>
  );
}
