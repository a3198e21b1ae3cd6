import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  showcallerEvidenceWritePermission,
  showcallerReadPermission,
  type EvidenceKind,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { EntityAccess } from '../http/EntityAccess';
import { callerOf } from '../http/callerOf';
import { parseInput } from '../http/paging';
import { withAudit } from '../http/withAudit';
import { readRawBody } from '../ingest/readRawBody';
import type { OwnershipGraph } from '../ownership/types';
import { UnreadableDocument } from './formats';
import type { EvidenceService } from './EvidenceService';
import type { FlakyTestReader } from './flaky/FlakyTestReader';
import type { ArtifactReader } from './supplyChain/ArtifactReader';

const MIB = 1024 * 1024;

/** Bytes of a document of each kind. */
export const bodyLimits: Record<EvidenceKind, number> = {
  junit: 32 * MIB,
  benchmark: 2 * MIB,
  sbom: 32 * MIB,
  coverage: 32 * MIB,
  sarif: 32 * MIB,
  attestation: 4 * MIB,
};

const kindSchema = z.enum([
  'junit',
  'benchmark',
  'sbom',
  'coverage',
  'sarif',
  'attestation',
]);
const shaSchema = z
  .string()
  .regex(
    /^([0-9a-f]{40}|[0-9a-f]{64})$/i,
    'must be the full id of the commit that was tested, 40 or 64 hexadecimal digits',
  );
const digestSchema = z
  .string()
  .regex(
    /^sha256:[0-9a-f]{64}$/i,
    'must be the digest of an artifact, sha256: and 64 hexadecimal digits',
  );
const targetSchema = z.strictObject({
  repository: z
    .string()
    .max(300)
    .regex(
      /^[\w.-]+(\/[\w.-]+)+$/,
      'must be owner/repo, as the catalog names it',
    ),
  sha: shaSchema,
  name: z
    .string()
    .regex(
      /^[\w.:/ -]{1,100}$/,
      'must have 1 to 100 letters, digits, spaces or . : / _ -',
    )
    .default('default'),
  attempt: z.coerce.number().int().min(1).max(1_000).default(1),
  artifact: digestSchema.optional(),
});
const artifactQuerySchema = z.object({ previousSha: shaSchema.optional() });

/** `/evidence`: documents of pipelines about a revision, and what they tell of a component's tests and of artifacts. */
export function createEvidenceRouter(options: {
  service: EvidenceService;
  flaky: FlakyTestReader;
  artifacts: ArtifactReader;
  ownership: Pick<OwnershipGraph, 'getComponents' | 'getComponent'>;
  access: EntityAccess;
  auditor: AuditorService;
}): Router {
  const { service, flaky, artifacts, ownership, access, auditor } = options;
  const router = PromiseRouter();
  const componentsOf = (repository: string) =>
    ownership
      .getComponents()
      .filter(component => component.repository === repository)
      .map(({ entityRef }) => entityRef);

  router.post('/:kind', async (request, response) => {
    const kind = parseInput(kindSchema, request.params.kind, 'kind');
    const target = parseInput(targetSchema, request.query, 'query');
    const repository = target.repository.toLowerCase();
    const credentials = await access.requireAnyOwnerOr({
      request,
      entityRefs: componentsOf(repository),
      permission: showcallerEvidenceWritePermission,
    });
    const body = await readRawBody(request, bodyLimits[kind]);
    if (body.length === 0) {
      throw new InputError(
        `The body is empty: it must be the ${kind} document itself`,
      );
    }
    const receipt = await withAudit(
      auditor,
      {
        eventId: 'evidence-add',
        severityLevel: 'low',
        request,
        meta: { ...target, repository, kind, bytes: body.length },
      },
      () =>
        service
          .add({
            ...target,
            repository,
            kind,
            body,
            uploadedBy: callerOf(credentials),
          })
          .catch((error: unknown) => {
            throw error instanceof UnreadableDocument
              ? new InputError(error.message)
              : error;
          }),
    );
    response.status(receipt.duplicate ? 200 : 201).json(receipt);
  });

  router.get(
    '/entities/:kind/:namespace/:name/tests',
    async (request, response) => {
      const { entityRef } = await access.requireEntity(
        request,
        showcallerReadPermission,
      );
      const repository = ownership.getComponent(entityRef)?.repository;
      response.json(await flaky.summarise(repository));
    },
  );

  router.get('/artifacts/:digest', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const digest = parseInput(
      digestSchema,
      request.params.digest,
      'digest',
    ).toLowerCase();
    const { previousSha } = parseInput(
      artifactQuerySchema,
      request.query,
      'query',
    );
    for (const place of await artifacts.findPlaces(digest)) {
      const entityRefs = componentsOf(place.repository);
      if ((await access.visible(entityRefs, credentials)).length > 0) {
        response.json(await artifacts.read({ digest, place, previousSha }));
        return;
      }
    }
    throw new NotFoundError(
      `Nothing was uploaded about ${digest}, or you may not see the components of its repository.`,
    );
  });
  return router;
}
