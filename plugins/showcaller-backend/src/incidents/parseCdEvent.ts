import { InputError } from '@backstage/errors';
import {
  type CdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';

/**
 * Reads a CDEvent from the bytes of a request: the event itself, or a CloudEvent in structured mode with the event as
 * its `data`.
 *
 * @throws InputError for what is no JSON, or no event that CDEvents v0.5.1 allows, with every problem and its place.
 */
export function parseCdEvent(body: Buffer): CdEvent {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new InputError(
      `The body is no JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  const event = isCloudEvent(value) ? value.data : value;
  const result = validateCdEvent(event);
  if (!result.valid) {
    throw new InputError(
      `The body is no valid CDEvent: ${result.problems.join(
        '; ',
      )}. Send the event as JSON ({ context, subject, … }), or a CloudEvent with it as data.`,
    );
  }
  return event as CdEvent;
}

function isCloudEvent(value: unknown): value is { data: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'specversion' in value &&
    'data' in value
  );
}
