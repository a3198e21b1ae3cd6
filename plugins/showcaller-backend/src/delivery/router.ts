import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  showcallerAnnotations,
  showcallerHistoryImportPermission,
  showcallerIngestReadPermission,
  showcallerReadPermission,
  type DeploymentRow,
  type HistoryImportRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { callerOf } from '../http/callerOf';
import type { EntityAccess } from '../http/EntityAccess';
import { parseInput, parsePage } from '../http/paging';
import { withAudit } from '../http/withAudit';
import type { OwnershipGraph } from '../ownership/types';
import { annotateChangeRows, type AnnotateChanges } from './annotateChangeRows';
import type { DeliveryListings } from './DeliveryListings';

/** What the risk room knows of deployments, by id. */
export type AnnotateDeployments = (
  ids: string[],
) => Promise<Map<string, Pick<DeploymentRow, 'risk' | 'outcome'>>>;

/** Imports of git history, as the router asks for them. */
export interface HistoryImports {
  list(): Promise<HistoryImportRow[]>;
  get(entityRef: string): Promise<HistoryImportRow | undefined>;
  request(entityRef: string, by: string): Promise<HistoryImportRow>;
}

const startSchema = z.object({
  entityRef: z
    .string()
    .regex(
      /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/,
      'must be a full entity reference, such as component:default/payments-api',
    ),
});

const ENTITY = '/entities/:kind/:namespace/:name';

/** Routes below `/delivery`. */
export function createDeliveryRouter(options: {
  listings: DeliveryListings;
  imports: HistoryImports;
  ownership: OwnershipGraph;
  access: EntityAccess;
  auditor: AuditorService;
  annotate?: AnnotateDeployments;
  annotateChanges?: AnnotateChanges;
}): Router {
  const { listings, imports, ownership, access, auditor } = options;
  const { annotate, annotateChanges } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: '16kb' }));

  /** The components whose rows the entity shows, as far as the caller may see them. */
  const pageOf = async (request: Request) => {
    const page = parsePage(request);
    const { entityRef, credentials } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    const related = ownership.componentsOf(entityRef);
    const hidden = related.filter(ref => ref !== entityRef);
    const visible = await access.visible(hidden, credentials);
    return {
      ...page,
      entityRefs: [
        ...related.filter(ref => ref === entityRef),
        ...visible.map(entity => stringifyEntityRef(entity)),
      ],
    };
  };

  router.get(`${ENTITY}/deployments`, async (request, response) => {
    const page = await listings.listDeployments(await pageOf(request));
    const known = await annotate?.(page.items.map(item => item.id));
    response.json({
      ...page,
      items: page.items.map(item => ({ ...item, ...known?.get(item.id) })),
    });
  });

  router.get(`${ENTITY}/runs`, async (request, response) => {
    response.json(await listings.listPipelineRuns(await pageOf(request)));
  });

  router.get(`${ENTITY}/changes`, async (request, response) => {
    const page = await listings.listChanges(await pageOf(request));
    response.json({
      ...page,
      items: annotateChanges
        ? await annotateChangeRows(page.items, annotateChanges)
        : page.items,
    });
  });

  router.get('/unmapped', async (request, response) => {
    const page = parsePage(request);
    await access.require(request, showcallerIngestReadPermission);
    response.json(await listings.listUnmapped(page));
  });

  router.get('/imports', async (request, response) => {
    const credentials = await access.require(
      request,
      showcallerIngestReadPermission,
    );
    const rows = await imports.list();
    const visible = await access.visible(
      rows.map(row => row.entityRef),
      credentials,
    );
    const refs = new Set(visible.map(entity => stringifyEntityRef(entity)));
    response.json(rows.filter(row => refs.has(row.entityRef)));
  });

  router.get('/imports/:kind/:namespace/:name', async (request, response) => {
    const { entityRef } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    const item = await imports.get(entityRef);
    if (!item) {
      throw new NotFoundError(
        `The git history of ${entityRef} was never imported; ${showcallerAnnotations.gitRepository} names the repository to read.`,
      );
    }
    response.json(item);
  });

  router.post('/imports', async (request, response) => {
    const { entityRef } = parseInput(startSchema, request.body, 'body');
    const credentials = await access.require(request, showcallerReadPermission);
    const row = await withAudit(
      auditor,
      {
        eventId: 'history-import-start',
        severityLevel: 'medium',
        request,
        meta: { entityRef },
      },
      async () => {
        const entity = await access.findEntity(entityRef, credentials);
        await access.requireOwnerOr({
          entity,
          credentials,
          permission: showcallerHistoryImportPermission,
        });
        return imports.request(
          stringifyEntityRef(entity),
          callerOf(credentials),
        );
      },
    );
    response.status(202).json(row);
  });

  return router;
}
