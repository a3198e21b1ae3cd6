import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  type AuditFilter,
  type AuditOverview,
  showcallerAuditErasePermission,
  showcallerAuditReadPermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { once } from 'node:events';
import { z } from 'zod';
import { callerOf } from '../http/callerOf';
import type { EntityAccess } from '../http/EntityAccess';
import { parseInput, parsePage } from '../http/paging';
import { withAudit } from '../http/withAudit';
import type { AuditListings } from './AuditListings';
import type { DatabaseCheckpointStore } from './checkpoints/DatabaseCheckpointStore';
import type { DatabaseAuditLog } from './DatabaseAuditLog';
import type { ProofReader } from './ProofReader';
import type { TextErasure } from './TextErasure';
import type { EntryRow } from './types';
import type { VerificationService } from './verification/VerificationService';

const time = z.iso
  .datetime({
    offset: true,
    message: 'must be a time such as 2026-10-01T12:00:00Z',
  })
  .optional();
const text = z.string().min(1).max(500).optional();
const filterSchema: z.ZodType<AuditFilter> = z.object({
  actor: text,
  action: text,
  subject: text,
  entityRef: text,
  from: time,
  to: time,
});
const seqSchema = z.coerce.number().int().min(1);
const consistencySchema = z.object({
  from: seqSchema,
  to: seqSchema.optional(),
});
const exportSchema = z.object({
  from: seqSchema.default(1),
  to: seqSchema.optional(),
  format: z.literal('jsonl').default('jsonl'),
});
const digestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 digits of lower-case hex');

/** Routes of the audit log, mounted at `/audit`. */
export function createAuditRouter(options: {
  log: DatabaseAuditLog;
  listings: AuditListings;
  proofs: ProofReader;
  checkpoints: DatabaseCheckpointStore;
  verification: VerificationService;
  erasure: TextErasure;
  /** Empty when there are no checkpoints. */
  verifierKey: string;
  access: EntityAccess;
  auditor: AuditorService;
}): Router {
  const { log, listings, proofs, checkpoints, verification, access, auditor } =
    options;
  const router = PromiseRouter();

  const requireReader = (request: Request): Promise<BackstageCredentials> =>
    access.require(request, showcallerAuditReadPermission);

  const rowOf = async (request: Request): Promise<EntryRow> => {
    const seq = parseInput(seqSchema, request.params.seq, 'seq');
    const row = await log.getRow(seq);
    if (!row) {
      throw new NotFoundError(`The audit log has no entry ${seq}.`);
    }
    return row;
  };

  /** Readers of the log, and whoever may see the entity that the entry is about. */
  const requireSeeing = async (request: Request): Promise<EntryRow> => {
    try {
      await requireReader(request);
      return rowOf(request);
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') {
        throw error;
      }
      const credentials = await access.require(
        request,
        showcallerReadPermission,
      );
      const row = await rowOf(request).catch(() => undefined);
      const [entity] = row?.entity_ref
        ? await access.visible([row.entity_ref], credentials)
        : [];
      if (!row || !entity) {
        throw new NotAllowedError(
          `Needs the permission ${showcallerAuditReadPermission.name}, unless the entry is about an entity that you may see.`,
        );
      }
      return row;
    }
  };

  router.get('/', async (request, response) => {
    await requireReader(request);
    const overview: AuditOverview = {
      ...(await listings.extent()),
      checkpoint: await checkpoints.newest(),
      verifierKey: options.verifierKey,
      lastVerification: await verification.latest(),
    };
    response.json(overview);
  });

  router.get('/entries', async (request, response) => {
    await requireReader(request);
    const filter = parseInput(filterSchema, request.query, 'query');
    response.json(await listings.list(filter, parsePage(request)));
  });

  router.get('/entries/:seq', async (request, response) => {
    await requireReader(request);
    const [entry] = await log.toEntries([await rowOf(request)]);
    response.json(entry);
  });

  router.get('/entries/:seq/proof', async (request, response) => {
    response.json(await proofs.inclusion(await requireSeeing(request)));
  });

  router.get('/consistency', async (request, response) => {
    await requireReader(request);
    response.json(
      await proofs.consistency(
        parseInput(consistencySchema, request.query, 'query'),
      ),
    );
  });

  router.get('/checkpoints', async (request, response) => {
    await requireReader(request);
    response.json(await checkpoints.list(parsePage(request)));
  });

  router.get('/verification', async (request, response) => {
    await requireReader(request);
    const latest = await verification.latest();
    if (!latest) {
      throw new NotFoundError('The audit log was not checked yet.');
    }
    response.json(latest);
  });

  router.post('/verification', async (request, response) => {
    const credentials = await requireReader(request);
    const started = await withAudit(
      auditor,
      { eventId: 'audit-verify', severityLevel: 'low', request },
      async () => {
        await log.appendAlone({
          actor: callerOf(credentials),
          action: 'audit.verification-started',
          subject: 'audit:log',
        });
        return verification.start();
      },
    );
    response.status(202).json(started);
  });

  router.get('/export', async (request, response) => {
    const credentials = await requireReader(request);
    const { from, to } = parseInput(exportSchema, request.query, 'query');
    const { seq } = await withAudit(
      auditor,
      {
        eventId: 'audit-export',
        severityLevel: 'medium',
        request,
        meta: { from, to },
      },
      () =>
        log.appendAlone({
          actor: callerOf(credentials),
          action: 'audit.exported',
          subject: 'audit:log',
          data: { from, ...(to !== undefined && { to }) },
        }),
    );
    response.type('application/jsonl');
    response.attachment(`showcaller-audit-${from}-${to ?? seq}.jsonl`);
    for await (const lines of listings.canonical({ from, to: to ?? seq })) {
      if (response.destroyed) {
        return;
      }
      if (!response.write(lines.map(line => `${line}\n`).join(''))) {
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    }
    response.end();
  });

  router.delete('/texts/:digest', async (request, response) => {
    const credentials = await access.require(
      request,
      showcallerAuditErasePermission,
    );
    const digest = parseInput(digestSchema, request.params.digest, 'digest');
    await withAudit(
      auditor,
      {
        eventId: 'audit-text-erase',
        severityLevel: 'high',
        request,
        meta: { digest },
      },
      () => options.erasure.erase(digest, callerOf(credentials)),
    );
    response.status(204).end();
  });

  return router;
}
