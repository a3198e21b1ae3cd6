import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerReadPermission,
  type EntityRisk,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { riskTranslationRef } from '../translation';
import { useEntityRisk } from './useEntityRisk';

/** The latest risk of an entity once it is there, until then why it is not. */
export function LoadedRisk(props: {
  entity: Entity;
  /** Lines of the skeleton. */
  lines?: number;
  children: (risk: EntityRisk, query: ShowcallerQuery<EntityRisk>) => ReactNode;
}) {
  const { entity, lines, children } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const query = useEntityRisk(entity);
  return (
    <QueryContent
      query={query}
      what={t('what.risk', { name: entity.metadata.name })}
      permission={showcallerReadPermission.name}
      lines={lines}
    >
      {risk => children(risk, query)}
    </QueryContent>
  );
}
