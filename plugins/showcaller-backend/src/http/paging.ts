import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import { z } from 'zod';

/** Parses with a zod schema; what was wrong, and where, becomes the message of a 400. */
export function parseInput<T>(
  schema: z.ZodType<T>,
  value: unknown,
  where: string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues
      .map(issue => `${[where, ...issue.path].join('.')}: ${issue.message}`)
      .join('; ');
    throw new InputError(problems);
  }
  return result.data;
}

const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});

/** `?limit=` (1-100, default 20) and `?offset=` of a listing. */
export function parsePage(request: Request): { limit: number; offset: number } {
  const { limit, offset } = request.query;
  return parseInput(
    pageSchema,
    JSON.parse(JSON.stringify({ limit, offset })),
    'query',
  );
}
