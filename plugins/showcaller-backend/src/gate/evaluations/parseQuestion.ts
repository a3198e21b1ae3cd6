import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type {
  GateEvaluationRequest,
  GateStage,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request } from 'express';
import { z } from 'zod';
import { parseInput } from '../../http/paging';

const MAX_INPUTS = 50;
export const MAX_WAIT_MS = 60_000;
const STAGE = /^(pre-merge|pre-deploy|post-deploy|canary-(100|[1-9]?\d))$/;

const text = z.string().trim().min(1).max(512);
export const stageSchema = z
  .string()
  .regex(
    STAGE,
    'must be pre-merge, pre-deploy, post-deploy, or canary-25 for the step at 25 % of the traffic',
  )
  .transform(stage => stage as GateStage);
export const shaSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^([0-9a-f]{40}|[0-9a-f]{64})$/,
    'must be a full commit id of 40 or 64 hexadecimal digits',
  );
export const entityRefSchema = text.transform((ref, context) => {
  try {
    return stringifyEntityRef(parseEntityRef(ref)).toLowerCase();
  } catch {
    context.addIssue({
      code: 'custom',
      message:
        'must be a full reference such as component:default/payments-api',
    });
    return z.NEVER;
  }
});
export const repositorySchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(512)
  .regex(/^[\w.-]+(\/[\w.-]+)+$/, 'must be owner/repo');
export const inputsSchema = z
  .record(
    z
      .string()
      .regex(
        /^[A-Za-z_]\w{0,63}$/,
        'names of inputs are letters, digits and _, at most 64',
      ),
    z.union([z.number(), z.string().max(1024), z.boolean()]),
  )
  .refine(
    inputs => Object.keys(inputs).length <= MAX_INPUTS,
    `there may be at most ${MAX_INPUTS} inputs`,
  );

const questionSchema = z.strictObject({
  entityRef: entityRefSchema,
  environment: text.max(128),
  stage: stageSchema,
  change: z.strictObject({
    repository: repositorySchema,
    sha: shaSchema,
    pullRequest: z.number().int().min(1).optional(),
  }),
  artifact: z
    .strictObject({
      digest: z
        .string()
        .regex(
          /^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/,
          'must be sha256: and 64 hexadecimal digits',
        ),
      purl: text.optional(),
    })
    .optional(),
  configRevision: text.max(128).optional(),
  identifier: text.max(128).optional(),
  source: text.max(64).optional(),
  requestedBy: text.max(256).optional(),
  dryRun: z.boolean().optional(),
  inputs: inputsSchema.optional(),
  callback: z.strictObject({ url: text.max(2048) }).optional(),
});

/** @throws InputError that says what is wrong, and where */
export function parseQuestion(body: unknown): GateEvaluationRequest {
  return parseInput(
    questionSchema as unknown as z.ZodType<GateEvaluationRequest>,
    body,
    'body',
  );
}

/** The header `Idempotency-Key`, where it was sent. */
export function parseIdempotencyKey(request: Request): string | undefined {
  const key = request.header('idempotency-key')?.trim();
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new InputError(
      'The header Idempotency-Key must be 1 to 255 printable characters without spaces.',
    );
  }
  return key;
}

/** `?wait=20s`, in ms: how long to wait for a decision. Nothing when it is absent. */
export function parseWait(request: Request, absent: number = 0): number {
  const { wait } = request.query;
  if (wait === undefined) {
    return absent;
  }
  const [, amount, unit] = /^(\d{1,6})(ms|s)?$/.exec(String(wait)) ?? [];
  const ms = Number(amount) * (unit === 'ms' ? 1 : 1000);
  if (amount === undefined || ms > MAX_WAIT_MS) {
    throw new InputError(
      `query.wait is '${wait}'; it must be a time up to 60 s, such as 20s or 500ms`,
    );
  }
  return ms;
}
