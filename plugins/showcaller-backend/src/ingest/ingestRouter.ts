import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  IngestSourceRow,
  ReplayResult,
  showcallerIngestReadPermission,
  showcallerIngestReplayPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import { json, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type { AuditAppender } from '../audit';
import { callerOf } from '../http/callerOf';
import type { EntityAccess } from '../http/EntityAccess';
import { parseInput, parsePage } from '../http/paging';
import { withAudit } from '../http/withAudit';
import type { RawEventStore } from './types';

const statusSchema = z.enum(['pending', 'mapped', 'unmapped', 'dead']);
const sourceSchema = z.string().min(1).max(64);
const filterSchema = z.object({
  status: statusSchema.optional(),
  source: sourceSchema.optional(),
});
const replaySchema = z
  .strictObject({
    ids: z.array(z.string().length(26)).min(1).max(500).optional(),
    source: sourceSchema.optional(),
    status: statusSchema.optional(),
  })
  .refine(({ ids, source, status }) => ids || source || status, {
    message: 'say which events: ids, source or status',
  });

/** What the listing tells of a source. */
type ListedSource = Pick<WebhookSource, 'id' | 'configured'>;

/** `/ingest`: what arrived, what became of it, and replay. For the platform team. */
export function createIngestRouter(options: {
  sources: ListedSource[];
  store: RawEventStore;
  knex: Knex;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  /** Called after events were put back into the queue. */
  onQueued: () => void;
}): Router {
  const { sources, store, knex, access, auditor, audit, onQueued } = options;
  const router = PromiseRouter();

  router.get('/sources', async (request, response) => {
    await access.require(request, showcallerIngestReadPermission);
    response.json(await listSources(sources, store));
  });

  router.get('/events', async (request, response) => {
    await access.require(request, showcallerIngestReadPermission);
    const filter = parseInput(filterSchema, request.query, 'query');
    response.json(await store.list({ ...filter, ...parsePage(request) }));
  });

  router.get('/events/:id', async (request, response) => {
    await access.require(request, showcallerIngestReadPermission);
    const event = await store.get(request.params.id);
    if (!event) {
      throw new NotFoundError(`There is no raw event ${request.params.id}`);
    }
    response.json(event);
  });

  router.post('/replay', json(), async (request, response) => {
    const credentials = await access.require(
      request,
      showcallerIngestReplayPermission,
    );
    if (request.body === undefined) {
      throw new InputError('The body must be JSON: { ids, source, status }');
    }
    const replay = parseInput(replaySchema, request.body, 'body');
    const queued = await withAudit(
      auditor,
      {
        eventId: 'ingest-replay',
        severityLevel: 'medium',
        request,
        meta: { ...replay },
      },
      async () => {
        const note = (action: string, data: JsonObject) =>
          knex.transaction(tx =>
            audit.append(
              { actor: callerOf(credentials), action, subject: 'ingest', data },
              tx,
            ),
          );
        // Put back portion by portion, so what was wanted is noted before, and what came of it after.
        await note('ingest.replay-started', { ...replay });
        const count = await store.requeue(replay);
        await note('ingest.replayed', { queued: count });
        return count;
      },
    );
    onQueued();
    const result: ReplayResult = { queued };
    response.json(result);
  });
  return router;
}

/** Every installed source, and those that sent something before their module was removed. */
async function listSources(
  sources: ListedSource[],
  store: RawEventStore,
): Promise<IngestSourceRow[]> {
  const counts = new Map(
    (await store.countBySource()).map(row => [row.source, row]),
  );
  const installed = new Map(sources.map(source => [source.id, source]));
  return [...new Set([...installed.keys(), ...counts.keys()])]
    .sort()
    .map(source => ({
      source,
      pending: 0,
      mapped: 0,
      unmapped: 0,
      dead: 0,
      ...counts.get(source),
      configured: installed.get(source)?.configured ?? false,
    }));
}
