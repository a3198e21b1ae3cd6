import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import type express from 'express';
import Router from 'express-promise-router';
import type { Knex } from 'knex';

const ANSWER_WITHIN_MS = 2000;

/**
 * To be mounted at `/health`. 200 while the database answers, else 503. Tells how old the oldest waiting work is; nothing about
 * entities, so it needs no credentials.
 */
export function createHealthRouter(options: {
  knex: Knex;
  /** Asked at every request: another model may take over. */
  model: { card: Pick<RiskModelCard, 'id' | 'version' | 'runtime'> };
  queues: Record<string, () => Promise<object>>;
}): express.Router {
  const { knex, model, queues } = options;
  const serving = () => {
    const { id, version, runtime } = model.card;
    return { id, version, runtime };
  };
  const router = Router();

  router.get('/', async (_request, response) => {
    try {
      const ages = await within(ANSWER_WITHIN_MS, async () => {
        await knex.raw('SELECT 1');
        return Promise.all(
          Object.entries(queues).map(
            async ([name, health]) => [name, await health()] as const,
          ),
        );
      });
      response.json({
        status: 'ok',
        model: serving(),
        queues: Object.fromEntries(ages),
      });
    } catch {
      response.status(503).json({
        status: 'unavailable',
        reason: 'the database does not answer',
        model: serving(),
      });
    }
  });

  return router;
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
