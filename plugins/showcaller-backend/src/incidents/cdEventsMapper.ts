import {
  cdEventIdentity,
  type EventMapper,
  readCdEvents,
} from '@showcaller/backstage-plugin-showcaller-node';

/** Source of raw events that were posted as CDEvents. */
export const CDEVENTS_SOURCE = 'cdevents';

/**
 * Reads stored CDEvents where no module does that takes them as webhooks. Ids are unique for their source only: the id
 * that we keep follows from both, and is the same however often the event is sent.
 */
export const cdEventsMapper: EventMapper = {
  id: CDEVENTS_SOURCE,
  mapperVersion: '2',
  map: ({ body }) => ({
    events: readCdEvents({ body }).map(event => ({
      ...event,
      context: { ...event.context, id: cdEventIdentity(event) },
    })),
  }),
};
