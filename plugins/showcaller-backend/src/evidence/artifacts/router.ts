import { stringifyEntityRef } from '@backstage/catalog-model';
import { showcallerIngestReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { EntityAccess } from '../../http/EntityAccess';
import { parsePage } from '../../http/paging';
import type { OwnershipGraph } from '../../ownership/types';
import type { DatabaseRunArtifactQueue } from './queue/DatabaseRunArtifactQueue';

/** `/evidence/artifacts/runs`: what was taken from artifacts of finished runs. For the platform team. */
export function createRunArtifactsRouter(options: {
  queue: Pick<DatabaseRunArtifactQueue, 'list'>;
  ownership: Pick<OwnershipGraph, 'getComponents'>;
  access: EntityAccess;
}): Router {
  const { queue, ownership, access } = options;
  const router = PromiseRouter();
  router.get('/', async (request, response) => {
    const page = parsePage(request);
    const credentials = await access.require(
      request,
      showcallerIngestReadPermission,
    );
    const rows = await queue.list(page);
    const asked = new Set(rows.items.map(({ repository }) => repository));
    const components = ownership
      .getComponents()
      .filter(({ repository }) => repository && asked.has(repository));
    const visible = await access.visible(
      components.map(({ entityRef }) => entityRef),
      credentials,
    );
    const seen = new Set(visible.map(entity => stringifyEntityRef(entity)));
    const hidden = new Set(
      components
        .filter(({ entityRef }) => !seen.has(entityRef))
        .map(({ repository }) => repository),
    );
    response.json({
      ...rows,
      items: rows.items.filter(({ repository }) => !hidden.has(repository)),
    });
  });
  return router;
}
