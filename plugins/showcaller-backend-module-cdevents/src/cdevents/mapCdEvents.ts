import {
  type CdEvent,
  createCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  cdEventIdentity,
  type MappingResult,
  readCdEvents,
  type StoredWebhook,
  uuidOf,
} from '@showcaller/backstage-plugin-showcaller-node';
import { deliveryFacts } from './deliveryFacts';
import { withoutPeople } from './withoutPeople';

/** Happenings that are Showcaller's alone to tell: nobody may decide, judge or roll back by sending an event. */
const OURS =
  /^dev\.cdeventsx\.showcaller-(gate|riskassessment|canarystep|rollback|policy|audit)\./;

/**
 * Reads stored CDEvents, upgrades older ones, and gives those that tell enough of a change, a run, a deployment or an
 * artifact the form in which delivery keeps its rows.
 */
export function mapCdEvents(
  webhook: StoredWebhook,
  identitySalt: string | undefined,
): MappingResult {
  const { body, headers } = webhook;
  const events = readCdEvents({ body, headers });
  const refused = events.filter(({ context }) => OURS.test(context.type));
  if (refused.length === events.length) {
    return {
      unmapped: `Events of the type ${refused[0].context.type} are made by Showcaller itself and not taken from others`,
    };
  }
  return {
    events: events
      .filter(event => !refused.includes(event))
      .map(event => mapCdEvent(event, identitySalt)),
  };
}

function mapCdEvent(event: CdEvent, identitySalt: string | undefined): CdEvent {
  const { context, subject } = event;
  const content = withoutPeople(subject.content, identitySalt);
  const id = cdEventIdentity(event);
  const facts = deliveryFacts(event, id);
  if (!facts) {
    return {
      ...event,
      context: { ...context, id },
      subject: { ...subject, content },
      ...withoutKind(event.customData),
    };
  }
  const { subjectId, data } = facts;
  const made = createCdEvent({
    id,
    type: context.type,
    source: context.source,
    timestamp: context.timestamp,
    chainId:
      context.chainId ??
      ('sha' in data && data.sha
        ? uuidOf('chain', data.repository, data.sha)
        : undefined),
    subject: { ...subject, id: subjectId, content },
    customData: {
      ...data,
      original: { id: context.id, subjectId: subject.id },
    },
  });
  return {
    ...made,
    context: {
      ...made.context,
      ...(context.links && { links: context.links }),
      ...(context.schemaUri && { schemaUri: context.schemaUri }),
    },
  };
}

/** `kind` decides what delivery and the gate do with an event, and is not a sender's to say. */
function withoutKind(customData: unknown): { customData?: unknown } {
  if (
    typeof customData !== 'object' ||
    customData === null ||
    !('kind' in customData)
  ) {
    return {};
  }
  const { kind, ...rest } = customData;
  return { customData: { ...rest, senderKind: String(kind) } };
}
