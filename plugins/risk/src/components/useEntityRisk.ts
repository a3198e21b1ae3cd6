import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EntityRisk,
  RiskRollupRow,
  RiskTrendPoint,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';

/** The latest risk of an entity; for a kind that shows another's risk any change may concern it. */
export function useEntityRisk(entity: Entity): ShowcallerQuery<EntityRisk> {
  const entityRef = stringifyEntityRef(entity);
  const own = entity.kind.toLocaleLowerCase('en-US') === 'component';
  return useShowcallerQuery({
    key: `risk:${entityRef}`,
    load: api => api.getEntityRisk(entityRef),
    refreshOnRiskOf: own ? changed => changed === entityRef : undefined,
  });
}

/** Risks of everything that belongs to an entity, worst first. */
export function useRiskRollup(
  entity: Entity,
): ShowcallerQuery<RiskRollupRow[]> {
  const entityRef = stringifyEntityRef(entity);
  return useShowcallerQuery({
    key: `rollup:${entityRef}`,
    load: api => api.getRiskRollup(entityRef),
  });
}

/** Risk over the deployments of one service. */
export function useRiskTrend(options: {
  entityRef: string;
  days: number;
}): ShowcallerQuery<RiskTrendPoint[]> {
  const { entityRef, days } = options;
  return useShowcallerQuery({
    key: `trend:${entityRef}:${days}`,
    load: api => api.getRiskTrend(entityRef, { days }),
    refreshOnRiskOf: changed => changed === entityRef,
  });
}
