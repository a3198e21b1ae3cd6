import { z } from 'zod';
import { UnreadableDocument } from './UnreadableDocument';

const SHOWN_ISSUES = 5;

/** @throws UnreadableDocument with the place where it stops being JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableDocument(
      `The document is no JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

/** @throws UnreadableDocument with the path of each field that is wrong. */
export function checkShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) {
    const { issues } = result.error;
    const shown = issues
      .slice(0, SHOWN_ISSUES)
      .map(
        ({ path, message }) => `${path.join('.') || 'document'}: ${message}`,
      );
    const more = issues.length - shown.length;
    throw new UnreadableDocument(
      `This is no ${what}: ${shown.join('; ')}${
        more > 0 ? ` and ${more} more` : ''
      }`,
    );
  }
  return result.data;
}
