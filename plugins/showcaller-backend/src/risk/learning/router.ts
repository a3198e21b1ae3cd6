import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  showcallerModelManagePermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { callerOf } from '../../http/callerOf';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput } from '../../http/paging';
import { withAudit } from '../../http/withAudit';
import type { DriftService } from './drift/DriftService';
import type { EvaluationService } from './evaluation/EvaluationService';
import type { ModelHealthReader } from './ModelHealthReader';
import type { ModelRegistration } from './registry/ModelRegistration';
import type { ModelRegistry } from './registry/ModelRegistry';
import type { TrainingService } from './runs/TrainingService';
import type { ChampionWatcher } from './serving/ChampionWatcher';

/** An ONNX file of this size is 2,000 trees of depth 6; base64 makes it a third longer. */
const MOST_ONNX_BYTES = 8 * 1024 * 1024;
const BODY_LIMIT = '11mb';

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const because = z.object({
  reason: z.string().trim().min(3, 'say why, in words').max(500),
});
const time = z.iso.datetime({ offset: true });
const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a short plain name');
const registration = z.object({
  id: name,
  version: name,
  description: z.string().trim().min(3).max(500),
  onnx: z.base64(),
  features: z.array(z.string()).min(1).max(200),
  trainedOn: z.object({
    rows: z.number().int().min(1),
    positives: z.number().int().min(0),
    from: time.optional(),
    to: time.optional(),
  }),
});

/** What the routes call. */
export interface LearningRouterOptions {
  access: EntityAccess;
  auditor: AuditorService;
  health: ModelHealthReader;
  training: TrainingService;
  evaluation: EvaluationService;
  drift: DriftService;
  registry: ModelRegistry;
  registration: ModelRegistration;
  watcher: ChampionWatcher;
}

/** Routes of model health, mounted at `/risk`. */
export function createLearningRouter(
  options: LearningRouterOptions,
): express.Router {
  const { access, auditor, health, training, registry, watcher } = options;
  const router = Router();
  const json = express.json({ limit: '64kb' });

  /** Who asks, when they may. */
  const manager = async (request: Request): Promise<string> =>
    callerOf(await access.require(request, showcallerModelManagePermission));

  router.get('/models', async (request, response) => {
    await access.require(request, showcallerReadPermission);
    response.json(await health.get());
  });

  router.get('/models/:hash/evaluation', async (request, response) => {
    await access.require(request, showcallerReadPermission);
    const { hash: modelHash } = parseInput(
      z.object({ hash }),
      request.params,
      'path',
    );
    await registry.get(modelHash);
    const evaluation = await options.evaluation.get(modelHash);
    if (!evaluation) {
      throw new NotFoundError('This model was not back-tested yet.');
    }
    response.json(evaluation);
  });

  router.get('/drift', async (request, response) => {
    await access.require(request, showcallerReadPermission);
    const report = await options.drift.get();
    if (!report) {
      throw new NotFoundError('Drift was not measured yet.');
    }
    response.json(report);
  });

  router.post('/models/train', async (request, response) => {
    const by = await manager(request);
    const run = await withAudit(
      auditor,
      { eventId: 'model-train-request', severityLevel: 'medium', request },
      () => training.request({ trigger: 'person', requestedBy: by }),
    );
    response.status(202).json(run);
  });

  router.post('/models/train/:id/cancel', async (request, response) => {
    const by = await manager(request);
    const { id } = request.params;
    const run = await withAudit(
      auditor,
      {
        eventId: 'model-train-cancel',
        severityLevel: 'medium',
        request,
        meta: { runId: id },
      },
      () => training.cancel(id, by),
    );
    response.json(run);
  });

  router.post('/models/rollback', json, async (request, response) => {
    const by = await manager(request);
    const { reason } = parseInput(because, request.body, 'body');
    await watcher.check((await registry.getPrevious()).hash);
    const version = await registry.rollBack({ by, reason, request });
    await watcher.look();
    response.json(version);
  });

  router.post('/models/:hash/promote', json, async (request, response) => {
    const by = await manager(request);
    const { hash: modelHash } = parseInput(
      z.object({ hash }),
      request.params,
      'path',
    );
    const { reason } = parseInput(because, request.body, 'body');
    await registry.get(modelHash);
    await watcher.check(modelHash);
    const version = await registry.promote(modelHash, { by, reason, request });
    await watcher.look();
    response.json(version);
  });

  router.post(
    '/models',
    // Who may not register must not make the backend read megabytes first.
    async (request, _response, next) => {
      await manager(request);
      next();
    },
    express.json({ limit: BODY_LIMIT }),
    async (request, response) => {
      const by = await manager(request);
      const { onnx, ...model } = parseInput(registration, request.body, 'body');
      const bytes = Buffer.from(onnx, 'base64');
      if (bytes.length > MOST_ONNX_BYTES) {
        throw new InputError(
          `body.onnx: ${bytes.length} bytes; at most ${MOST_ONNX_BYTES} are taken.`,
        );
      }
      const entered = await withAudit(
        auditor,
        {
          eventId: 'model-register',
          severityLevel: 'medium',
          request,
          meta: { id: model.id, version: model.version },
        },
        () =>
          options.registration.register(
            { ...model, onnx: bytes },
            { by, reason: `Registered by ${by}: ${model.description}` },
          ),
      );
      response.status(201).json(entered);
    },
  );

  return router;
}
