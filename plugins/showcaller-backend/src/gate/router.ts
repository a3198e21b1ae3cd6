import { NotFoundError } from '@backstage/errors';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import type express from 'express';
import Router from 'express-promise-router';
import type { EntityAccess } from '../http/EntityAccess';
import type { GateService } from './GateService';

/** Routes of the gate, mounted at `/gate`. */
export function createGateRouter(options: {
  gate: Pick<GateService, 'get'>;
  access: EntityAccess;
}): express.Router {
  const { gate, access } = options;
  const router = Router();

  router.get('/decisions/:id', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const decision = await gate.get(request.params.id);
    if (!decision) {
      throw new NotFoundError(`There is no decision ${request.params.id}.`);
    }
    await access.findEntity(decision.entityRef, credentials);
    response.json(decision);
  });

  return router;
}
