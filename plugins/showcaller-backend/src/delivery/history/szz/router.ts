import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  showcallerHistoryImportPermission,
  showcallerIngestReadPermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { EntityAccess } from '../../../http/EntityAccess';
import { withAudit } from '../../../http/withAudit';
import type { SzzService } from './SzzService';

const ENTITY = '/:kind/:namespace/:name';

/** Routes below `/delivery/szz`: how far fixes were traced back; start and cancel, for owners. */
export function createSzzRouter(options: {
  szz: Pick<SzzService, 'list' | 'get' | 'request' | 'cancel'>;
  /** The repository of an entity, and all with the entities that share them. */
  repositories: {
    of(entityRef: string): string | undefined;
    list(): Array<{ repository: string; entityRefs: string[] }>;
  };
  access: EntityAccess;
  auditor: AuditorService;
}): Router {
  const { szz, repositories, access, auditor } = options;
  const router = PromiseRouter();

  const repositoryOf = (entityRef: string): string => {
    const repository = repositories.of(entityRef);
    if (!repository) {
      throw new NotFoundError(`${entityRef} has no git repository to read.`);
    }
    return repository;
  };

  const manage = async (
    request: Request,
    action: 'start' | 'cancel',
  ): Promise<string> => {
    const { entity, entityRef, credentials } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    const repository = repositoryOf(entityRef);
    return withAudit(
      auditor,
      {
        eventId: `szz-${action}`,
        severityLevel: 'low',
        request,
        meta: { entityRef, repository },
      },
      async () => {
        await access.requireOwnerOr({
          entity,
          credentials,
          permission: showcallerHistoryImportPermission,
        });
        return repository;
      },
    );
  };

  router.get('/', async (request, response) => {
    const credentials = await access.require(
      request,
      showcallerIngestReadPermission,
    );
    const targets = repositories.list();
    const visible = new Set(
      (
        await access.visible(
          targets.flatMap(({ entityRefs }) => entityRefs),
          credentials,
        )
      ).map(entity => stringifyEntityRef(entity)),
    );
    const shown = new Set(
      targets
        .filter(({ entityRefs }) => entityRefs.some(ref => visible.has(ref)))
        .map(({ repository }) => repository),
    );
    const passes = await szz.list();
    response.json(passes.filter(({ repository }) => shown.has(repository)));
  });

  router.get(ENTITY, async (request, response) => {
    const { entityRef } = await access.requireEntity(
      request,
      showcallerReadPermission,
    );
    const pass = await szz.get(repositoryOf(entityRef));
    if (!pass) {
      throw new NotFoundError(`Fixes of ${entityRef} were not traced yet.`);
    }
    response.json(pass);
  });

  router.post(ENTITY, async (request, response) => {
    const repository = await manage(request, 'start');
    szz.request(repository);
    response.status(202).json({ repository });
  });

  router.post(`${ENTITY}/cancel`, async (request, response) => {
    const repository = await manage(request, 'cancel');
    response.json({ repository, cancelled: szz.cancel(repository) });
  });

  return router;
}
