import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type IncidentRequest,
  showcallerIncidentWritePermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { callerOf } from '../http/callerOf';
import type { EntityAccess } from '../http/EntityAccess';
import { parseInput, parsePage } from '../http/paging';
import { withAudit } from '../http/withAudit';
import type { OwnershipGraph } from '../ownership/types';
import type { DatabaseIncidentStore } from './DatabaseIncidentStore';
import type { IncidentService } from './IncidentService';

const idSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w.:/#-]+$/, 'may hold letters, digits and . _ : / # -');
const time = z.iso.datetime({
  offset: true,
  message: 'must be a time such as 2026-10-01T12:00:00Z',
});
const incidentSchema: z.ZodType<IncidentRequest> = z
  .strictObject({
    entityRef: z
      .string()
      .regex(
        /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/,
        'must be a full entity reference, such as component:default/payments-api',
      ),
    deploymentId: z.string().min(1).max(500).optional(),
    title: z.string().trim().min(1).max(500).optional(),
    openedAt: time,
    resolvedAt: time.optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .refine(
    ({ openedAt, resolvedAt }) =>
      resolvedAt === undefined ||
      Date.parse(resolvedAt) >= Date.parse(openedAt),
    { path: ['resolvedAt'], message: 'must not be before openedAt' },
  );

/** Routes of incidents, mounted at `/incidents`. */
export function createIncidentRouter(options: {
  incidents: Pick<IncidentService, 'put' | 'entitiesOf'>;
  store: Pick<DatabaseIncidentStore, 'get' | 'list'>;
  ownership: Pick<OwnershipGraph, 'componentsOf'>;
  access: EntityAccess;
  auditor: AuditorService;
}): Router {
  const { incidents, store, ownership, access, auditor } = options;
  const router = PromiseRouter();

  /** The components whose incidents the entity shows, as far as the caller may see them. */
  const entityRefsOf = async (request: Request): Promise<string[]> => {
    const { entityRef, credentials } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    const others = ownership
      .componentsOf(entityRef)
      .filter(ref => ref !== entityRef);
    const visible = await access.visible(others, credentials);
    return [entityRef, ...visible.map(entity => stringifyEntityRef(entity))];
  };

  router.get('/entities/:kind/:namespace/:name', async (request, response) => {
    const page = parsePage(request);
    const entityRefs = await entityRefsOf(request);
    response.json(await store.list({ entityRefs, ...page }));
  });

  router.put(
    '/:id',
    express.json({ limit: '16kb' }),
    async (request, response) => {
      const credentials = await access.require(
        request,
        showcallerReadPermission,
      );
      const id = parseInput(idSchema, request.params.id, 'id');
      const incident = parseInput(incidentSchema, request.body, 'body');
      const known = await store.get(id);
      const entityRefs = new Set([
        incident.entityRef,
        ...(known ? [known.entityRef] : []),
        ...(await incidents.entitiesOf(
          incident.deploymentId === undefined ? [] : [incident.deploymentId],
        )),
      ]);
      const stored = await withAudit(
        auditor,
        {
          eventId: 'incident-put',
          severityLevel: 'medium',
          request,
          meta: { id, ...incident },
        },
        async () => {
          for (const entityRef of entityRefs) {
            await access.requireOwnerOr({
              entity: await access.findEntity(entityRef, credentials),
              credentials,
              permission: showcallerIncidentWritePermission,
            });
          }
          const entity = await access.findEntity(
            incident.entityRef,
            credentials,
          );
          return incidents.put(
            id,
            { ...incident, entityRef: stringifyEntityRef(entity) },
            callerOf(credentials),
          );
        },
      );
      response.status(known ? 200 : 201).json(stored);
    },
  );

  return router;
}
