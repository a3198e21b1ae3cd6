import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  showcallerBackfillRunPermission,
  showcallerReadPermission,
  type BackfillRequest,
  type BackfillRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { callerOf } from '../../http/callerOf';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput } from '../../http/paging';
import { withAudit } from '../../http/withAudit';
import type { BackfillService } from './BackfillService';

const MOST_DAYS = 1825;

const startSchema = z.strictObject({
  entityRef: z
    .string()
    .regex(
      /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/,
      'must be a full entity reference, such as component:default/payments-api',
    ),
  days: z.number().int().min(1).max(MOST_DAYS).optional(),
});

/** Routes below `/delivery/backfills`. */
export function createBackfillRouter(options: {
  backfills: Pick<BackfillService, 'list' | 'request' | 'cancel'>;
  access: EntityAccess;
  auditor: AuditorService;
  onQueued: () => void;
}): Router {
  const { backfills, access, auditor, onQueued } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: '16kb' }));

  /** Runs what only owners, and holders of the permission, may do with an entity's past. */
  const asOwner = async (
    request: Request,
    action: {
      eventId: string;
      entityRef: string;
      meta?: Record<string, number | undefined>;
      run: (entityRef: string, by: string) => Promise<BackfillRow>;
    },
  ): Promise<BackfillRow> => {
    const { eventId, entityRef, meta, run } = action;
    const credentials = await access.require(request, showcallerReadPermission);
    return withAudit(
      auditor,
      {
        eventId,
        severityLevel: 'medium',
        request,
        meta: { entityRef, ...meta },
      },
      async () => {
        const entity = await access.findEntity(entityRef, credentials);
        await access.requireOwnerOr({
          entity,
          credentials,
          permission: showcallerBackfillRunPermission,
        });
        return run(stringifyEntityRef(entity), callerOf(credentials));
      },
    );
  };

  router.get('/', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const rows = await backfills.list();
    const refs = [...new Set(rows.map(row => row.entityRef))];
    const visible = await access.visible(refs, credentials);
    const seen = new Set(visible.map(entity => stringifyEntityRef(entity)));
    response.json(rows.filter(row => seen.has(row.entityRef)));
  });

  router.post('/', async (request, response) => {
    const { entityRef, days }: BackfillRequest = parseInput(
      startSchema,
      request.body,
      'body',
    );
    const row = await asOwner(request, {
      eventId: 'backfill-start',
      entityRef,
      meta: { days },
      run: (ref, by) => backfills.request(ref, by, days),
    });
    onQueued();
    response.status(202).json(row);
  });

  router.post('/:kind/:namespace/:name/cancel', async (request, response) => {
    const { kind, namespace, name } = request.params;
    response.json(
      await asOwner(request, {
        eventId: 'backfill-cancel',
        entityRef: stringifyEntityRef({ kind, namespace, name }),
        run: (ref, by) => backfills.cancel(ref, by),
      }),
    );
  });

  return router;
}
