import {
  CdEvent,
  ShowcallerEventData,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import type {
  EventMapper,
  StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What a mapper made of a raw event; `dead` when it threw or gave an event that CDEvents does not allow. */
export type MappingOutcome =
  | { status: 'mapped'; events: CdEvent<ShowcallerEventData>[] }
  | { status: 'unmapped' | 'dead'; reason: string };

const VALIDATED_PER_TURN = 100;

/** Maps a stored raw event and holds every event of it against the CDEvents schemas. */
export async function mapRawEvent(
  source: EventMapper,
  webhook: StoredWebhook,
): Promise<MappingOutcome> {
  let events: CdEvent[];
  try {
    const result = source.map(webhook);
    if ('unmapped' in result) {
      return { status: 'unmapped', reason: result.unmapped };
    }
    events = result.events;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: 'dead', reason: `The mapper failed: ${reason}` };
  }
  for (const [index, event] of events.entries()) {
    const result = validateCdEvent(event);
    if (!result.valid) {
      return {
        status: 'dead',
        reason: `Event ${index + 1} of ${
          events.length
        } is not a valid CDEvent: ${result.problems.join('; ')}`,
      };
    }
    if (index % VALIDATED_PER_TURN === VALIDATED_PER_TURN - 1) {
      await nextTurn();
    }
  }
  return {
    status: 'mapped',
    events: events as CdEvent<ShowcallerEventData>[],
  };
}
