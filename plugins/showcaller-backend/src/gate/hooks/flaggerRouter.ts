import { AuthenticationError, NotFoundError } from '@backstage/errors';
import type { GateEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { rateLimit } from 'express-rate-limit';
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseInput } from '../../http/paging';
import type { PortalCallers } from '../callers/PortalCallers';
import type { RefusedCalls } from '../callers/RefusedCalls';
import { entityRefSchema, shaSchema } from '../evaluations/parseQuestion';
import type { GateCaller } from '../evaluations/types';
import { flaggerHooks } from './flagger';
import type { HookQuestions } from './HookQuestions';

const PER_MINUTE = 1200;
/** Shorter than the 10 s after which Flagger gives up. */
const WAIT_MS = 8_000;

const name = z.string().min(1).max(253);
const payloadSchema = z.object({
  name,
  namespace: name,
  phase: z.string().max(64).optional(),
  checksum: z.string().max(128).optional(),
  metadata: z
    .object({
      entityRef: entityRefSchema.optional(),
      environment: z.string().trim().min(1).max(128).optional(),
      sha: shaSchema.optional(),
      weight: z.coerce.number().int().min(0).max(100).optional(),
      token: z.string().max(1024).optional(),
    })
    .optional(),
});

/**
 * Routes below `/gate/hooks/flagger`, one for each type of hook. Flagger cannot send headers: its secret is in
 * `metadata.token`, unless something in between adds credentials of the portal.
 */
export function createFlaggerRouter(options: {
  questions: HookQuestions;
  callers: PortalCallers;
  refused: RefusedCalls;
  /** Undefined: only credentials of the portal count. */
  token?: string;
}): Router {
  const { questions, callers, refused, token } = options;
  const router = PromiseRouter();
  router.use(
    rateLimit({
      windowMs: 60_000,
      limit: PER_MINUTE,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      // One limit for all: addresses tell nothing behind a proxy.
      keyGenerator: () => 'flagger',
    }),
  );

  function authorise(
    request: Request,
    given: string | undefined,
  ): GateCaller | undefined {
    if (given === undefined && request.headers.authorization) {
      return undefined;
    }
    if (token === undefined || !isSame(given ?? '', token)) {
      throw new AuthenticationError(
        'metadata.token of the webhook is not the configured showcaller.gate.flaggerToken.',
      );
    }
    return { id: 'flagger', source: 'flagger' };
  }

  router.post(
    '/:hook',
    express.json({ limit: '64kb' }),
    async (request, response) => {
      const { hook } = request.params;
      const known = Object.hasOwn(flaggerHooks, hook)
        ? flaggerHooks[hook]
        : undefined;
      if (!known && hook !== 'event') {
        throw new NotFoundError(
          `Flagger has no hook '${hook}'; known are: ${[
            ...Object.keys(flaggerHooks),
            'event',
          ].join(', ')}.`,
        );
      }
      const payload = parseInput(payloadSchema, request.body, 'body');
      const { metadata = {} } = payload;
      const caller = await refused.watch(
        { actor: 'flagger', attempted: hook },
        async () => authorise(request, metadata.token),
      );
      if (!known) {
        // Of interest only as a sign of life; what happened comes with the events of the rollout.
        response.json({ accepted: true });
        return;
      }
      const stage = known.stage(metadata.weight ?? 0);
      const entityRef =
        metadata.entityRef ?? `component:default/${payload.name.toLowerCase()}`;
      const environment = metadata.environment ?? payload.namespace;
      const evaluation = await questions.ask({
        hook: {
          entityRef,
          environment,
          stage,
          sha: metadata.sha,
          source: 'flagger',
          key: [
            'flagger',
            payload.namespace,
            payload.name,
            payload.checksum ?? metadata.sha ?? '',
            stage,
          ].join('|'),
        },
        request,
        response,
        waitMs: WAIT_MS,
        authorise: async question =>
          caller ?? callers.authorise(request, question),
      });
      response
        .status(known.proceeds(evaluation) ? 200 : 403)
        .json(answerOf(evaluation));
    },
  );

  return router;
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function answerOf(evaluation: GateEvaluation) {
  const { id, verdict, status, explanation, evidenceUrl } = evaluation;
  return { evaluationId: id, verdict, status, explanation, evidenceUrl };
}
