import { NotFoundError } from '@backstage/errors';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { EntityAccess } from '../http/EntityAccess';
import { parsePage } from '../http/paging';
import type { DecisionDetails } from './DecisionDetails';
import type { GateService } from './GateService';
import { readOpenApi } from './readOpenApi';

/** Routes of decisions, mounted at `/gate`. */
export function createGateRouter(options: {
  gate: Pick<GateService, 'get'>;
  details: Pick<DecisionDetails, 'of' | 'list'>;
  access: EntityAccess;
}): Router {
  const { gate, details, access } = options;
  const router = PromiseRouter();

  /** The decision of the route, as far as the caller may see its entity. */
  async function requireDecision(request: Request) {
    const credentials = await access.require(request, showcallerReadPermission);
    const decision = await gate.get(request.params.id);
    if (!decision) {
      throw new NotFoundError(`There is no decision ${request.params.id}.`);
    }
    await access.findEntity(decision.entityRef, credentials);
    return { decision, credentials };
  }

  router.get('/openapi.yaml', async (_request, response) => {
    response.type('application/yaml').send(await readOpenApi());
  });

  router.get('/decisions/:id', async (request, response) => {
    const { decision } = await requireDecision(request);
    response.json(decision);
  });

  router.get('/decisions/:id/detail', async (request, response) => {
    const { decision, credentials } = await requireDecision(request);
    response.json(await details.of(decision, credentials));
  });

  router.get(
    '/entities/:kind/:namespace/:name/decisions',
    async (request, response) => {
      const page = parsePage(request);
      const { entityRef } = await access.requireEntity(
        request,
        showcallerReadPermission,
      );
      response.json(await details.list({ entityRef, ...page }));
    },
  );

  return router;
}
