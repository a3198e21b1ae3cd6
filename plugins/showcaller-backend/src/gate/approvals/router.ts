import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  type ApprovalRequest,
  type GateOverride,
  type OverrideConfirmationRequest,
  type OverrideRequest,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { chunksOf } from '../../database/chunksOf';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput, parsePage } from '../../http/paging';
import { withAudit } from '../../http/withAudit';
import type { ApprovalBook } from '../types';
import type { InboxReader } from './inbox/InboxReader';
import type {
  DatabaseOverrideStore,
  StoredOverride,
} from './overrides/DatabaseOverrideStore';
import type { OverrideService } from './overrides/OverrideService';
import type { Caller, Callers } from './people/Callers';
import type { Attempt, RefusalRecorder } from './RefusalRecorder';
import type { ApprovalService } from './voting/ApprovalService';

const LIMIT = '16kb';
const ID = /^[\w-]{1,64}$/;

const comment = z.string().trim().max(1000).optional();
const subjectHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the subjectHash as read with the decision');
const voteSchema: z.ZodType<ApprovalRequest> = z.strictObject({
  verdict: z.enum(['approve', 'reject']),
  comment,
  subjectHash,
});
const overrideSchema: z.ZodType<OverrideRequest> = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(10, 'say in at least 10 characters why it cannot wait')
    .max(1000),
  incidentId: z
    .string({ error: 'name the incident that makes it necessary' })
    .trim()
    .min(1, 'name the incident that makes it necessary')
    .max(200)
    .regex(/^[\w.:/#-]+$/, 'may hold letters, digits and . _ : / # -'),
  subjectHash,
});
const reviewSchema: z.ZodType<OverrideConfirmationRequest> = z.strictObject({
  verdict: z.enum(['confirm', 'object']),
  comment,
});
const scopeSchema = z.enum(['mine', 'all']).default('mine');

/** Routes of approvals and overrides, mounted at `/gate` after those of the gate itself. */
export function createApprovalRouter(options: {
  approvals: ApprovalService;
  overriding: OverrideService;
  overrides: DatabaseOverrideStore;
  book: ApprovalBook;
  inbox: InboxReader;
  callers: Callers;
  refusals: RefusalRecorder;
  access: EntityAccess;
  auditor: AuditorService;
  now: () => Date;
}): Router {
  const { approvals, overriding, overrides, book, inbox, callers } = options;
  const { refusals, access, auditor, now } = options;
  const router = PromiseRouter();
  const json = express.json({ limit: LIMIT });

  /** What changes something: told to the auditor, and what is refused put on record for good. */
  async function attempt<T>(
    request: Request,
    what: { action: string; on: 'decision' | 'override' },
    work: (caller: Caller, attempted: Attempt) => Promise<T>,
  ): Promise<T> {
    const caller = await callers.of(request);
    const { id } = request.params;
    if (!ID.test(id)) {
      throw new NotFoundError(`There is no ${what.on} with this id.`);
    }
    const event = {
      eventId: `gate-${what.action}`,
      severityLevel: 'high' as const,
      request,
      meta: { [what.on]: id },
    };
    return withAudit(auditor, event, () =>
      refusals.watch(
        {
          actor: caller.ref,
          action: what.action,
          subject: `${what.on}:${id}`,
        },
        attempted => work(caller, attempted),
      ),
    );
  }

  router.post('/decisions/:id/approvals', json, async (request, response) => {
    const decision = await attempt(
      request,
      { action: 'vote', on: 'decision' },
      async (caller, attempted) =>
        approvals.vote({
          decisionId: request.params.id,
          request: parseInput(voteSchema, request.body, 'body'),
          caller,
          attempt: attempted,
        }),
    );
    const { credentials } = await callers.of(request);
    response.status(201).json(await book.stateOf(decision, { credentials }));
  });

  router.post('/decisions/:id/overrides', json, async (request, response) => {
    const override = await attempt(
      request,
      { action: 'override', on: 'decision' },
      async (caller, attempted) =>
        overriding.override({
          decisionId: request.params.id,
          request: parseInput(overrideSchema, request.body, 'body'),
          caller,
          attempt: attempted,
        }),
    );
    response.status(201).json(toAnswer(override));
  });

  router.post(
    '/overrides/:id/confirmation',
    json,
    async (request, response) => {
      const override = await attempt(
        request,
        { action: 'review-override', on: 'override' },
        async (caller, attempted) =>
          overriding.review({
            overrideId: request.params.id,
            request: parseInput(reviewSchema, request.body, 'body'),
            caller,
            attempt: attempted,
          }),
      );
      response.json(toAnswer(override));
    },
  );

  router.get('/overrides', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const { limit, offset } = parsePage(request);
    const entityRefs: string[] = [];
    for (const chunk of chunksOf(await overrides.listEntities())) {
      const visible = await access.visible(chunk, credentials);
      entityRefs.push(...visible.map(entity => stringifyEntityRef(entity)));
    }
    const { items, totalItems } = await overrides.list({
      entityRefs,
      now: now(),
      limit,
      offset,
    });
    response.json({ items: items.map(toAnswer), totalItems, limit, offset });
  });

  router.get('/approvals', async (request, response) => {
    await access.require(request, showcallerReadPermission);
    const caller = await callers.of(request);
    const scope = parseInput(scopeSchema, request.query.scope, 'query.scope');
    response.json(await inbox.list({ caller, scope, ...parsePage(request) }));
  });

  return router;
}

function toAnswer({
  tier: _tier,
  subjectHash: _subjectHash,
  ...override
}: StoredOverride): GateOverride {
  return override;
}
