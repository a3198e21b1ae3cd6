import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { rateLimit } from 'express-rate-limit';
import { withAudit } from '../../http/withAudit';
import type { EvaluationEndpoint } from '../evaluations/EvaluationEndpoint';
import type { EvaluationReader } from '../evaluations/EvaluationReader';
import { parseWait } from '../evaluations/parseQuestion';
import { callerIdOf, type CiCallers } from './CiCallers';
import type { RefusedCalls } from './RefusedCalls';

const PER_MINUTE = 1200;

/** Routes below `/gate/ci`, for jobs of CI systems, which have no credentials of the portal but a token of their own system. */
export function createCiRouter(options: {
  endpoint: EvaluationEndpoint;
  reader: EvaluationReader;
  callers: CiCallers;
  refused: RefusedCalls;
  auditor: AuditorService;
}): Router {
  const { endpoint, reader, callers, refused, auditor } = options;
  const router = PromiseRouter();
  router.use(
    rateLimit({
      windowMs: 60_000,
      limit: PER_MINUTE,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      // One limit for all: addresses tell nothing behind a proxy.
      keyGenerator: () => 'ci',
    }),
  );
  const json = express.json({ limit: '64kb' });

  /** Who holds the token of a request; what cannot be trusted is put on record. */
  async function authenticate(request: Request) {
    return refused.watch({ actor: 'ci:unknown', attempted: 'ask' }, () =>
      callers.authenticate(request),
    );
  }

  router.post('/evaluations', json, async (request, response) => {
    const claims = await withAudit(
      auditor,
      { eventId: 'gate-ci-authentication', severityLevel: 'medium', request },
      () => authenticate(request),
    );
    await endpoint.ask(request, response, question =>
      refused.watch(
        {
          actor: callerIdOf(claims),
          attempted: 'ask',
          entityRef: question.entityRef,
        },
        async () => callers.authorise(claims, question),
      ),
    );
  });

  router.get('/evaluations/:id', async (request, response) => {
    const waitMs = parseWait(request);
    const claims = await authenticate(request);
    const row = await reader.getRow(request.params.id);
    if (!row || !callers.mayRead(claims, row)) {
      throw new NotFoundError(
        `There is no evaluation ${request.params.id} that ${claims.repository} asked for.`,
      );
    }
    response.json(await endpoint.waitFor(row.id, { response, waitMs }));
  });

  return router;
}
