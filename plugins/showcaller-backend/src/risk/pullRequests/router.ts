import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AuditAppender } from '../../audit';
import { callerOf } from '../../http/callerOf';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput, parsePage } from '../../http/paging';
import { withAudit } from '../../http/withAudit';
import type { DatabaseFeedbackOutbox } from './DatabaseFeedbackOutbox';

const keySchema = z.strictObject({
  repository: z.string().min(1).max(512),
  number: z.number().int().min(1),
  publisher: z.string().min(1).max(64),
});

/** Routes below `/risk/pull-requests`: what pull requests were told, and another try. For the platform team. */
export function createPullRequestRouter(options: {
  outbox: Pick<DatabaseFeedbackOutbox, 'list' | 'requeue'>;
  knex: Knex;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  onQueued: () => void;
}): Router {
  const { outbox, knex, access, auditor, audit, onQueued } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: '16kb' }));

  router.get('/', async (request, response) => {
    const page = parsePage(request);
    const credentials = await access.require(
      request,
      showcallerIngestReadPermission,
    );
    const rows = await outbox.list(page);
    const refs = [...new Set(rows.items.flatMap(row => row.entityRefs))];
    const visible = await access.visible(refs, credentials);
    const seen = new Set(visible.map(entity => stringifyEntityRef(entity)));
    response.json({
      ...rows,
      items: rows.items.filter(row =>
        row.entityRefs.every(ref => seen.has(ref)),
      ),
    });
  });

  router.post('/retry', async (request, response) => {
    const key = parseInput(keySchema, request.body, 'body');
    const credentials = await access.require(
      request,
      showcallerIngestReplayPermission,
    );
    await withAudit(
      auditor,
      {
        eventId: 'pull-request-feedback-retry',
        severityLevel: 'medium',
        request,
        meta: key,
      },
      async () => {
        await knex.transaction(async tx => {
          if (!(await outbox.requeue(key, tx))) {
            throw new NotFoundError(
              `No feedback of ${key.publisher} on ${key.repository}#${key.number} was given up.`,
            );
          }
          await audit.append(
            {
              actor: callerOf(credentials),
              action: 'pull-request.retried',
              subject: `pull-request:${key.repository}#${key.number}`,
              data: { publisher: key.publisher },
            },
            tx,
          );
        });
      },
    );
    onQueued();
    response.status(202).json({ queued: 1 });
  });

  return router;
}
