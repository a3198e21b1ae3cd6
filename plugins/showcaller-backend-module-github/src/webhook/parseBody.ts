import { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** Parses a stored body, JSON or GitHub's form with one field `payload`. Throws an Error that says what it is not. */
export function parseBody(body: Buffer, contentType: string): Payload {
  if (!contentType.includes('application/x-www-form-urlencoded')) {
    return Payload.parse(body);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Error('The body is not valid UTF-8');
  }
  const field = new URLSearchParams(text).get('payload');
  if (field === null) {
    throw new Error('The form has no field "payload"');
  }
  return Payload.parse(field);
}
