import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import type { EventMapper } from '@showcaller/backstage-plugin-showcaller-node';
import { sha256 } from '../database/sha256';
import { parseCdEvent } from './parseCdEvent';

/** Source of raw events that were posted as CDEvents. */
export const CDEVENTS_SOURCE = 'cdevents';

/**
 * Reads stored CDEvents. Ids are unique for their source only: the id that we keep follows from both, and is the same
 * however often the event is sent.
 */
export const cdEventsMapper: EventMapper = {
  id: CDEVENTS_SOURCE,
  mapperVersion: '1',
  map({ body }) {
    const event = parseCdEvent(body);
    return {
      events: [
        {
          ...event,
          context: { ...event.context, id: identityOf(event) },
        },
      ],
    };
  },
};

/** The same event, sent again, has the same. */
export function identityOf({ context: { source, id } }: CdEvent): string {
  return sha256(JSON.stringify([source, id]));
}
