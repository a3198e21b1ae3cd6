import type { ClaimedRawEvent } from './types';

const EVENTS = 25;
const BYTES = 4 * 1024 * 1024;

/**
 * Cuts claimed events, in their order, into groups that are stored in one transaction each: a commit for every event
 * would be most of the work, and a transaction that is too long keeps others waiting. A body above the limit is alone.
 */
export function transactionGroups(
  events: ClaimedRawEvent[],
): ClaimedRawEvent[][] {
  const groups: ClaimedRawEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const group = groups.at(-1);
    if (!group || group.length >= EVENTS || bytes + event.bodyBytes > BYTES) {
      groups.push([event]);
      bytes = event.bodyBytes;
    } else {
      group.push(event);
      bytes += event.bodyBytes;
    }
  }
  return groups;
}
