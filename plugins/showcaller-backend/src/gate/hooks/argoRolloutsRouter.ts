import { NotFoundError } from '@backstage/errors';
import {
  showcallerReadPermission,
  type GateEvaluation,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput } from '../../http/paging';
import type { PortalCallers } from '../callers/PortalCallers';
import type { EvaluationEndpoint } from '../evaluations/EvaluationEndpoint';
import type { EvaluationReader } from '../evaluations/EvaluationReader';
import {
  entityRefSchema,
  inputsSchema,
  parseWait,
  shaSchema,
} from '../evaluations/parseQuestion';
import type { HookQuestions } from './HookQuestions';

/** Shorter than the 10 s after which a web metric gives up. */
const WAIT_MS = 8_000;

const VALUES: Readonly<Record<GateEvaluation['verdict'], number>> = {
  pass: 1,
  fail: 0,
  pending: 0.5,
};

const questionSchema = z.strictObject({
  entityRef: entityRefSchema,
  environment: z.string().trim().min(1).max(128),
  /** Hash of the pod template of the canary: tells one rollout from another. */
  canaryHash: z.string().trim().min(1).max(128),
  /** Weight of the canary at this step, in percent. */
  step: z.coerce.number().int().min(0).max(100),
  sha: shaSchema.optional(),
  inputs: inputsSchema.optional(),
});

/**
 * Routes below `/gate/canary` for a web metric: `pass`, `fail`, or `pending`, which is no error but makes the analysis
 * inconclusive, so that the rollout pauses.
 */
export function createArgoRolloutsRouter(options: {
  questions: HookQuestions;
  endpoint: EvaluationEndpoint;
  reader: EvaluationReader;
  callers: PortalCallers;
  access: EntityAccess;
}): Router {
  const { questions, endpoint, reader, callers, access } = options;
  const router = PromiseRouter();

  router.get('/:evaluationId/verdict', async (request, response) => {
    const waitMs = parseWait(request);
    const credentials = await access.require(request, showcallerReadPermission);
    const row = await reader.getRow(request.params.evaluationId);
    if (!row) {
      throw new NotFoundError(
        `There is no evaluation ${request.params.evaluationId}.`,
      );
    }
    await access.findEntity(row.entity_ref, credentials);
    response.json(
      verdictOf(
        await endpoint.waitFor(row.id, { response, waitMs, credentials }),
      ),
    );
  });

  router.post(
    '/verdict',
    express.json({ limit: '64kb' }),
    async (request, response) => {
      const waitMs = parseWait(request, WAIT_MS);
      const { canaryHash, step, ...asked } = parseInput(
        questionSchema,
        request.body,
        'body',
      );
      const evaluation = await questions.ask({
        hook: {
          ...asked,
          stage: `canary-${step}`,
          source: 'argo-rollouts',
          key: [
            'argo-rollouts',
            asked.entityRef,
            asked.environment,
            canaryHash,
            step,
          ].join('|'),
        },
        request,
        response,
        waitMs,
        authorise: question => callers.authorise(request, question),
      });
      response.json(verdictOf(evaluation));
    },
  );

  return router;
}

/** What a web metric reads. */
function verdictOf(evaluation: GateEvaluation) {
  const { id, verdict, status, explanation, evidenceUrl } = evaluation;
  return {
    verdict,
    value: VALUES[verdict],
    status,
    evaluationId: id,
    explanation,
    evidenceUrl,
  };
}
