import { z } from 'zod';
import type { InTotoStatement } from './types';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const statement = z.object({
  _type: z.enum([
    'https://in-toto.io/Statement/v0.1',
    'https://in-toto.io/Statement/v1',
  ]),
  predicateType: z.string().min(1).max(500),
  predicate: z.unknown(),
  subject: z
    .array(
      z.object({
        digest: z.record(z.string(), z.string().max(200)).optional(),
      }),
    )
    .min(1)
    .max(1_000),
});

/**
 * Reads the statement in an envelope: what is said (`predicate`) of which artifacts.
 *
 * @throws Error that says why it is none.
 */
export function readStatement(envelope: {
  payloadType: string;
  payload: Uint8Array;
}): InTotoStatement {
  if (envelope.payloadType !== PAYLOAD_TYPE) {
    throw new Error(
      `its payload is ${envelope.payloadType}, and only ${PAYLOAD_TYPE} is understood`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(envelope.payload),
    );
  } catch {
    throw new Error('its payload is no JSON');
  }
  const result = statement.safeParse(value);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new Error(
      `its payload is no in-toto statement: ${
        path.join('.') || 'document'
      }: ${message}`,
    );
  }
  const { predicateType, predicate, subject } = result.data;
  const subjects = subject
    .map(({ digest }) => digest?.sha256?.toLowerCase())
    .filter((sha256): sha256 is string => /^[0-9a-f]{64}$/.test(sha256 ?? ''))
    .map(sha256 => `sha256:${sha256}`);
  return { predicateType, predicate, subjects: [...new Set(subjects)] };
}
