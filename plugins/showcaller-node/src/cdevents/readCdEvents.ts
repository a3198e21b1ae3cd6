import { InputError } from '@backstage/errors';
import {
  type CdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { readFlatCdEvent } from './readFlatCdEvent';
import { upgradeCdEvent } from './upgradeCdEvent';

const MOST_EVENTS = 500;

/**
 * Reads CDEvents from a request: the event itself as JSON (which is also the body of a CloudEvent in binary mode), a
 * CloudEvent in structured mode with the event as its data, a batch of those, or one of the flat CloudEvents that tools
 * of CDEvents 0.1 write. Events of older versions are upgraded to v0.5.1.
 *
 * The rules of CloudEvents that matter here are few, and broken by senders that we want to hear: hence no library, which
 * would refuse them.
 *
 * @throws InputError for what is no JSON, or no event that CDEvents v0.5.1 allows, with every problem and its place.
 * @public
 */
export function readCdEvents(request: {
  body: Buffer;
  headers?: Record<string, string>;
}): CdEvent[] {
  const value = parse(request.body);
  const batch = Array.isArray(value);
  const values = batch ? value : [value];
  if (values.length === 0 || values.length > MOST_EVENTS) {
    throw new InputError(
      `The batch has ${values.length} events; 1 to ${MOST_EVENTS} are taken at once`,
    );
  }
  return values.map((one, index) =>
    readOne(one, {
      where: batch ? `Event ${index + 1} of the batch` : 'The body',
      type: batch ? undefined : request.headers?.['ce-type'],
    }),
  );
}

function readOne(
  value: unknown,
  options: { where: string; type?: string },
): CdEvent {
  const { where, type } = options;
  const told = isFields(value) && !('context' in value) ? inside(value) : value;
  if (type !== undefined && isFields(told) && isFields(told.context)) {
    const { type: own } = told.context;
    if (typeof own === 'string' && own !== type) {
      throw new InputError(
        `The header ce-type says ${type}, and the event in the body ${own}; they must be the same`,
      );
    }
  }
  const event = upgradeCdEvent(told);
  const result = validateCdEvent(event);
  if (!result.valid) {
    throw new InputError(
      `${where} is no valid CDEvent: ${result.problems.join(
        '; ',
      )}. Send the event as JSON ({ context, subject, … }), or a CloudEvent with it as data.`,
    );
  }
  return event as CdEvent;
}

/** What a CloudEvent in structured mode carries. */
function inside(cloudEvent: Record<string, unknown>): unknown {
  const { data, data_base64: base64 } = cloudEvent;
  const value =
    typeof base64 === 'string'
      ? parse(Buffer.from(base64, 'base64'))
      : asObject(data);
  if (isFields(value) && 'context' in value) {
    return value;
  }
  return readFlatCdEvent(cloudEvent) ?? value ?? cloudEvent;
}

/** Some senders put the JSON text of the event into `data`. */
function asObject(data: unknown): unknown {
  if (typeof data !== 'string') {
    return data;
  }
  try {
    return JSON.parse(data);
  } catch {
    // A text of its own, not an event.
    return undefined;
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new InputError(
      `The body is no JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
