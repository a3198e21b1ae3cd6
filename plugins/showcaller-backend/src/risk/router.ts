import type { Entity } from '@backstage/catalog-model';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import type express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { EntityAccess } from '../http/EntityAccess';
import { parseInput } from '../http/paging';
import type { OwnershipGraph } from '../ownership/types';
import type { ExplanationService } from './explanation';
import type { RiskReader } from './RiskReader';
import type { RiskRollup } from './RiskRollup';
import type { RiskModel } from './types';

const trendQuery = z.object({
  days: z.coerce.number().int().min(1).max(3650).default(90),
});

/** Routes of risk, mounted at `/risk`. Components that the caller may not see are left out of every answer. */
export function createRiskRouter(options: {
  reader: RiskReader;
  explanations: ExplanationService;
  rollup: RiskRollup;
  ownership: Pick<OwnershipGraph, 'componentsOf'>;
  access: EntityAccess;
  model: Pick<RiskModel, 'card'>;
}): express.Router {
  const { reader, explanations, rollup, ownership, access, model } = options;
  const router = Router();

  /** A component shows itself even before the ownership graph knows it. */
  const componentsOf = async (
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> => {
    if (entity.kind.toLocaleLowerCase('en-US') === 'component') {
      return [entity];
    }
    return access.visible(
      ownership.componentsOf(stringifyEntityRef(entity)),
      credentials,
    );
  };

  router.get('/entities/:kind/:namespace/:name', async (request, response) => {
    const { entity, credentials } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    const components = await componentsOf(entity, credentials);
    response.json(
      await reader.getEntityRisk({
        entity,
        components: components.map(component => stringifyEntityRef(component)),
      }),
    );
  });

  router.get(
    '/entities/:kind/:namespace/:name/trend',
    async (request, response) => {
      const { entity, credentials } = await access.requireEntity(
        request,
        showcallerReadPermission,
      );
      const { days } = parseInput(trendQuery, request.query, 'query');
      const components = await componentsOf(entity, credentials);
      response.json(
        await reader.getTrend({
          components: components.map(component =>
            stringifyEntityRef(component),
          ),
          days,
        }),
      );
    },
  );

  router.get('/rollup/:kind/:namespace/:name', async (request, response) => {
    const { entity, credentials } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    response.json(
      await rollup.getRows(await componentsOf(entity, credentials)),
    );
  });

  router.get('/assessments/:id', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const found = await reader.getAssessment(request.params.id);
    if (!found) {
      throw new NotFoundError(`There is no assessment ${request.params.id}.`);
    }
    await access.findEntity(found.assessment.entityRef, credentials);
    response.json(found);
  });

  router.get('/assessments/:id/explanation', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const found = await reader.getAssessment(request.params.id);
    if (!found) {
      throw new NotFoundError(`There is no assessment ${request.params.id}.`);
    }
    await access.findEntity(found.assessment.entityRef, credentials);
    const visible = async (entityRefs: string[]) => {
      const entities = await access.visible(entityRefs, credentials);
      return new Set(entities.map(entity => stringifyEntityRef(entity)));
    };
    response.json(await explanations.explain(found.assessment, visible));
  });

  router.get('/model', async (request, response) => {
    await access.require(request, showcallerReadPermission);
    response.json(model.card);
  });

  return router;
}
