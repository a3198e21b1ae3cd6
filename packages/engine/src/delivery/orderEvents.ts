import type { DeliveryEvent } from './types';

/** What an event means to a fold. @internal */
export interface EventMeaning {
  /** Orders events of the same instant: what comes later in a life cycle has the higher rank. */
  rank: number;
}

/** An understood event with its meaning. @internal */
export interface OrderedEvent<TData, TMeaning extends EventMeaning> {
  event: DeliveryEvent<TData>;
  meaning: TMeaning;
}

const VERSION_SUFFIX = /\.\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

function instantOf<TData>(event: DeliveryEvent<TData>): number {
  const instant = Date.parse(event.occurredAt);
  if (Number.isNaN(instant)) {
    throw new TypeError(
      `Event ${event.id} (${event.type}) has no readable time: occurredAt is '${event.occurredAt}', expected RFC 3339`,
    );
  }
  return instant;
}

/**
 * The events that `meanings` (keyed by type without version) knows, each id once, in the order of
 * (occurredAt, rank, id). The id breaks ties, not the time of receipt: what arrives first must not matter.
 *
 * @throws TypeError when a time cannot be read.
 * @internal
 */
export function orderEvents<TData, TMeaning extends EventMeaning>(
  events: Iterable<DeliveryEvent<TData>>,
  meanings: Readonly<Record<string, TMeaning>>,
): Array<OrderedEvent<TData, TMeaning>> {
  const unique = new Map<
    string,
    OrderedEvent<TData, TMeaning> & { instant: number }
  >();
  for (const event of events) {
    const key = event.type.replace(VERSION_SUFFIX, '');
    if (!Object.hasOwn(meanings, key) || unique.has(event.id)) {
      continue;
    }
    unique.set(event.id, {
      event,
      meaning: meanings[key],
      instant: instantOf(event),
    });
  }
  return [...unique.values()].sort(
    (a, b) =>
      a.instant - b.instant ||
      a.meaning.rank - b.meaning.rank ||
      (a.event.id < b.event.id ? -1 : 1),
  );
}
