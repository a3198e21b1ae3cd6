import type {
  CdEvent,
  GateRequestData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  uuidOf,
  type CdEventFactory,
} from '@showcaller/backstage-plugin-showcaller-node';

/**
 * Asks the gate. Unlike other events it has the id of its subject, not of the body: several webhooks speak of one
 * deployment or merge request that waits, and together they are one question.
 */
export function gateRequested(
  events: CdEventFactory,
  parts: {
    subjectId: string;
    content: Record<string, unknown>;
    at?: string;
    data: GateRequestData;
  },
): CdEvent {
  const { data, subjectId } = parts;
  const { sha } = data;
  const event = events.create(['gate', 'requested'], { ...parts, sha });
  const id = uuidOf(
    'gitlab',
    'gate',
    data.target.host as string,
    subjectId,
    sha,
  );
  return { ...event, context: { ...event.context, id } };
}
