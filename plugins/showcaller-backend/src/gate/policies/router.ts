import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  showcallerPolicyManagePermission,
  showcallerReadPermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { EntityAccess } from '../../http/EntityAccess';
import { parseInput, parsePage } from '../../http/paging';
import { withAudit } from '../../http/withAudit';
import { type Callers, requirePerson } from '../approvals/people/Callers';
import type { RefusalRecorder } from '../approvals/RefusalRecorder';
import { type CheckedBundles, toPolicyCheck } from './CheckedBundles';
import type { DryRunService } from './comparison/DryRunService';
import type { ShadowService } from './comparison/ShadowService';
import type { PolicyPeople } from './PolicyPeople';
import type { PolicyReader } from './PolicyReader';
import type { PolicyService } from './PolicyService';
import type { StoredPolicies } from './StoredPolicies';

const LIMIT = '512kb';
const MOST_CHARACTERS = 200_000;

const fileSchema = z.strictObject({
  path: z
    .string()
    .regex(
      /^[\w][\w.-]*(\/[\w][\w.-]*)*\.policy$/,
      "has to be a name that ends in .policy, such as 'production.policy'",
    )
    .max(200),
  text: z.string(),
});
const filesSchema = z
  .array(fileSchema)
  .min(1, 'a bundle has at least one file')
  .max(200)
  .refine(
    files => new Set(files.map(({ path }) => path)).size === files.length,
    'two files have the same path',
  )
  .refine(
    files =>
      files.reduce((sum, { text }) => sum + text.length, 0) <= MOST_CHARACTERS,
    `all files together may have ${MOST_CHARACTERS} characters`,
  );
const checkSchema = z.strictObject({ files: filesSchema });
const storeSchema = z.strictObject({
  files: filesSchema,
  comment: z.string().trim().max(500).default(''),
});
const reasonSchema = z.strictObject({
  reason: z.string().trim().min(1, 'say why').max(1000),
});
const daysSchema = z.strictObject({ days: z.number().int().min(1).max(90) });
const HASH = /^[0-9a-f]{64}$/;

/** Routes of policies, mounted at `/policies`. */
export function createPolicyRouter(options: {
  service: PolicyService;
  reader: PolicyReader;
  policies: StoredPolicies;
  checked: CheckedBundles;
  shadow: ShadowService;
  dryRuns: DryRunService;
  people: PolicyPeople;
  callers: Callers;
  refusals: RefusalRecorder;
  access: EntityAccess;
  auditor: AuditorService;
}): Router {
  const { service, reader, checked, shadow, dryRuns, access } = options;
  const router = PromiseRouter();
  const json = express.json({ limit: LIMIT });

  const mayRead = (request: Request) =>
    access.require(request, showcallerReadPermission);
  const detail = async (hash: string, credentials: BackstageCredentials) =>
    reader.detail(hash, await options.people.of(credentials));

  /** What changes something: audited, also when it is refused. */
  async function change<T>(
    request: Request,
    action: string,
    work: (actor: string, credentials: BackstageCredentials) => Promise<T>,
  ): Promise<T> {
    const caller = await options.callers.of(request);
    const { hash } = request.params;
    return withAudit(
      options.auditor,
      {
        eventId: `policy-${action}`,
        severityLevel: 'high',
        request,
        meta: { ...(hash && { bundle: hash }) },
      },
      () =>
        options.refusals.watch(
          {
            actor: caller.ref,
            action: `policy-${action}`,
            subject: hash ? `bundle:${hash}` : 'policies',
          },
          async () => {
            await options.callers.requirePermission(
              caller,
              showcallerPolicyManagePermission,
            );
            return work(caller.ref, caller.credentials);
          },
        ),
    );
  }

  router.param('hash', (_request, _response, next, hash) =>
    next(
      HASH.test(hash)
        ? undefined
        : new NotFoundError(`There is no bundle ${String(hash).slice(0, 64)}.`),
    ),
  );

  router.get('/', async (request, response) => {
    await mayRead(request);
    response.json(await reader.overview());
  });

  router.get('/bundles', async (request, response) => {
    await mayRead(request);
    response.json(await reader.list(parsePage(request)));
  });

  router.get('/bundles/:hash', async (request, response) => {
    const credentials = await mayRead(request);
    response.json(await detail(request.params.hash, credentials));
  });

  router.post('/check', json, async (request, response) => {
    await access.require(request, showcallerPolicyManagePermission);
    const { files } = parseInput(checkSchema, request.body, 'body');
    response.json(toPolicyCheck(checked.check(files)));
  });

  router.post('/bundles', json, async (request, response) => {
    const stored = await change(
      request,
      'store',
      async (actor, credentials) => {
        const { files, comment } = parseInput(
          storeSchema,
          request.body,
          'body',
        );
        const { hash } = await service.store(files, {
          origin: 'database',
          createdBy: actor,
          comment: comment || undefined,
        });
        return detail(hash, credentials);
      },
    );
    response.status(201).json(stored);
  });

  router.post('/shadow/stop', json, async (request, response) => {
    await change(request, 'stop-shadow', actor => service.stopShadow(actor));
    response.json(await reader.overview());
  });

  router.post('/bundles/:hash/shadow', json, async (request, response) => {
    const { hash } = request.params;
    response.json(
      await change(request, 'shadow', async (actor, credentials) => {
        await service.shadow(hash, actor);
        return detail(hash, credentials);
      }),
    );
  });

  router.get('/bundles/:hash/shadow', async (request, response) => {
    await mayRead(request);
    const comparison = await shadow.compare(request.params.hash);
    if (!comparison) {
      throw new NotFoundError('This bundle never was in shadow.');
    }
    response.json(comparison);
  });

  router.post('/bundles/:hash/dry-run', json, async (request, response) => {
    const { hash } = request.params;
    await change(request, 'dry-run', async actor => {
      const { days } = parseInput(daysSchema, request.body, 'body');
      await dryRuns.start({
        hash,
        policy: await service.compiled(hash),
        activeHash: options.policies.active().hash,
        days,
        by: actor,
      });
    });
    response.status(202).json(await dryRuns.get(hash));
  });

  router.get('/bundles/:hash/dry-run', async (request, response) => {
    await mayRead(request);
    const comparison = await dryRuns.get(request.params.hash);
    if (!comparison) {
      throw new NotFoundError('There was no dry run of this bundle yet.');
    }
    response.json(comparison);
  });

  router.post('/bundles/:hash/proposal', json, async (request, response) => {
    const { hash } = request.params;
    response.json(
      await change(request, 'propose', async (actor, credentials) => {
        requirePerson(options.callers.read(credentials));
        const { reason } = parseInput(reasonSchema, request.body, 'body');
        await service.propose(hash, actor, reason);
        return detail(hash, credentials);
      }),
    );
  });

  router.post('/bundles/:hash/activation', json, async (request, response) => {
    const { hash } = request.params;
    response.json(
      await change(request, 'activate', async (_actor, credentials) => {
        requirePerson(options.callers.read(credentials));
        const { reason } = parseInput(reasonSchema, request.body, 'body');
        const person = await options.people.of(credentials);
        if (!person) {
          throw new NotFoundError('You are not in the catalog.');
        }
        await service.activate(hash, person, reason);
        return detail(hash, credentials);
      }),
    );
  });

  router.post('/bundles/:hash/withdrawal', json, async (request, response) => {
    const { hash } = request.params;
    response.json(
      await change(request, 'withdraw', async (actor, credentials) => {
        const { reason } = parseInput(reasonSchema, request.body, 'body');
        await service.withdraw(hash, actor, reason);
        return detail(hash, credentials);
      }),
    );
  });

  return router;
}
