import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type DecisionFeedback,
  type FeedbackReport,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { timestamp } from '../../database/timestamp';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput } from '../../http/paging';
import type { DatabaseFeedbackReportStore } from './DatabaseFeedbackReportStore';
import type { DatabaseFeedbackStore } from './DatabaseFeedbackStore';
import { summariseFeedback } from './summariseFeedback';

const DAY_MS = 24 * 60 * 60 * 1000;
const REPORTS = 12;
const query = z.object({
  days: z.coerce.number().int().min(1).max(365).default(90),
});

/** Routes `/risk/feedback` and `/risk/reports`. What is about an entity is only told to who may see it. */
export function createFeedbackRouter(options: {
  feedback: Pick<DatabaseFeedbackStore, 'count'>;
  reports: Pick<DatabaseFeedbackReportStore, 'list'>;
  access: EntityAccess;
  now: () => Date;
}): Router {
  const { feedback, reports, access, now } = options;
  const router = PromiseRouter();

  const visibleOf = async (
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> =>
    new Set(
      (await access.visible([...new Set(entityRefs)], credentials)).map(
        entity => stringifyEntityRef(entity),
      ),
    );

  router.get('/feedback', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const { days } = parseInput(query, request.query, 'query');
    const asOf = now();
    const counts = await feedback.count({
      since: new Date(asOf.getTime() - days * DAY_MS),
      now: asOf,
    });
    const visible = await visibleOf(
      counts.map(({ entityRef }) => entityRef),
      credentials,
    );
    const answer: DecisionFeedback = {
      days,
      ...summariseFeedback(
        counts.filter(({ entityRef }) => visible.has(entityRef)),
      ),
      asOf: timestamp(asOf),
    };
    response.json(answer);
  });

  router.get('/reports', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const stored = await reports.list(REPORTS);
    const about = stored.flatMap(({ gaps, recommendations }) =>
      [...gaps, ...recommendations].flatMap(({ entityRef }) => entityRef ?? []),
    );
    const visible = await visibleOf(about, credentials);
    const textsOf = (sentences: Array<{ text: string; entityRef?: string }>) =>
      sentences
        .filter(({ entityRef }) => !entityRef || visible.has(entityRef))
        .map(({ text }) => text);
    response.json(
      stored.map(
        ({ mature: _, gaps, recommendations, ...report }): FeedbackReport => ({
          ...report,
          gaps: textsOf(gaps),
          recommendations: textsOf(recommendations),
        }),
      ),
    );
  });

  return router;
}
