import { ConflictError, NotFoundError } from '@backstage/errors';
import { showcallerReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { EntityAccess } from '../../http/EntityAccess';
import { parsePage } from '../../http/paging';
import type { PortalCallers } from '../callers/PortalCallers';
import type { EvaluationEndpoint } from './EvaluationEndpoint';
import type { EvaluationReader } from './EvaluationReader';
import { parseWait } from './parseQuestion';

/** Routes of evaluations below `/gate`, for people and services of the portal. Mounted before those of approvals. */
export function createEvaluationRouter(options: {
  endpoint: EvaluationEndpoint;
  reader: EvaluationReader;
  callers: PortalCallers;
  access: EntityAccess;
}): Router {
  const { endpoint, reader, callers, access } = options;
  const router = PromiseRouter();
  const json = express.json({ limit: '64kb' });

  /** The evaluation of the route, as far as the caller may see its entity. */
  async function requireRow(request: Request) {
    const credentials = await access.require(request, showcallerReadPermission);
    const row = await reader.getRow(request.params.id);
    if (!row) {
      throw new NotFoundError(`There is no evaluation ${request.params.id}.`);
    }
    await access.findEntity(row.entity_ref, credentials);
    return { row, credentials };
  }

  router.post('/evaluations', json, (request, response) =>
    endpoint.ask(request, response, question =>
      callers.authorise(request, question),
    ),
  );

  router.get('/evaluations/:id', async (request, response) => {
    const waitMs = parseWait(request);
    const { row, credentials } = await requireRow(request);
    response.json(
      await endpoint.waitFor(row.id, { response, waitMs, credentials }),
    );
  });

  // Approvals are of decisions: those of an evaluation go on to where these are taken.
  router.post('/evaluations/:id/:what(approvals|overrides)', async request => {
    const { row } = await requireRow(request);
    if (!row.decision_id) {
      throw new ConflictError(
        `Evaluation ${row.id} is not decided yet; there is nothing to say to it.`,
      );
    }
    request.url = `/decisions/${row.decision_id}/${request.params.what}`;
    return 'next';
  });

  router.get(
    '/entities/:kind/:namespace/:name/evaluations',
    async (request, response) => {
      const page = parsePage(request);
      const { entityRef, credentials } = await access.requireEntity(
        request,
        showcallerReadPermission,
      );
      response.json(await reader.list({ entityRef, credentials, ...page }));
    },
  );

  return router;
}
