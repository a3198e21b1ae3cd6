import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  type LabelCorrectionRequest,
  showcallerLabelCorrectPermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { callerOf } from '../../http/callerOf';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput } from '../../http/paging';
import { withAudit } from '../../http/withAudit';
import type { LabelService } from './LabelService';

const correctionSchema: z.ZodType<LabelCorrectionRequest> = z.strictObject({
  outcome: z.enum(['failed', 'clean']),
  reason: z
    .string()
    .trim()
    .min(5, 'say in a few words why: others will read it')
    .max(1000),
});

/** Routes of labels, mounted at `/risk/labels`. A deployment's id is one path segment, percent-encoded. */
export function createLabelRouter(options: {
  labels: Pick<LabelService, 'getLabel' | 'correct'>;
  access: EntityAccess;
  auditor: AuditorService;
}): Router {
  const { labels, access, auditor } = options;
  const router = PromiseRouter();

  /** The label with its entity, as the caller may see it. */
  const find = async (request: Request) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const { deploymentId } = request.params;
    const label = await labels.getLabel(deploymentId);
    if (!label) {
      throw new NotFoundError(
        `There is no deployment ${deploymentId}. Its id is <owner>/<repository>#deployment-<number>, percent-encoded.`,
      );
    }
    const entity = await access.findEntity(label.entityRef, credentials);
    return { label, entity, credentials };
  };

  router.get('/:deploymentId', async (request, response) => {
    response.json((await find(request)).label);
  });

  router.post(
    '/:deploymentId/correction',
    express.json({ limit: '16kb' }),
    async (request, response) => {
      const { entity, credentials } = await find(request);
      const { deploymentId } = request.params;
      const correction = parseInput(correctionSchema, request.body, 'body');
      const label = await withAudit(
        auditor,
        {
          eventId: 'label-correct',
          severityLevel: 'medium',
          request,
          meta: { deploymentId, ...correction },
        },
        async () => {
          await access.requireOwnerOr({
            entity,
            credentials,
            permission: showcallerLabelCorrectPermission,
          });
          const by = callerOf(credentials);
          return labels.correct({ deploymentId, correction, by });
        },
      );
      response.json(label);
    },
  );

  return router;
}
