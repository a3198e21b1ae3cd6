import { Payload } from './Payload';

/** Parses a stored body, JSON or GitHub's form with one field `payload`. Throws an Error that says what it is not. */
export function parseBody(body: Buffer, contentType: string): Payload {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Error('The body is not valid UTF-8');
  }
  if (contentType.includes('application/x-www-form-urlencoded')) {
    const field = new URLSearchParams(text).get('payload');
    if (field === null) {
      throw new Error('The form has no field "payload"');
    }
    text = field;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `The body is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('The body is not a JSON object');
  }
  return Payload.of(value);
}
