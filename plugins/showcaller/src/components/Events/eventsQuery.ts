import type { RawEventStatus } from '@showcaller/backstage-plugin-showcaller-common';
import { pageSizes } from '../shared/pageSizes';

/** What the events table shows; lives in the URL, so that it can be linked to. */
export interface EventsQuery {
  status?: RawEventStatus;
  source?: string;
  /** From 0. */
  page: number;
  pageSize: number;
  /** The event that is open beside the table. */
  event?: string;
}

export const rawEventStatuses: RawEventStatus[] = [
  'pending',
  'mapped',
  'unmapped',
  'dead',
];

/** Reads what the URL says; what it says wrongly is as if it was not said. */
export function parseEventsQuery(params: URLSearchParams): EventsQuery {
  const page = Number(params.get('page'));
  const pageSize = Number(params.get('size'));
  return {
    status: rawEventStatuses.find(status => status === params.get('status')),
    source: params.get('source') || undefined,
    page: Number.isSafeInteger(page) && page >= 1 ? page - 1 : 0,
    pageSize: pageSizes.includes(pageSize) ? pageSize : pageSizes[0],
    event: params.get('event') || undefined,
  };
}

/** The URL with changes; another filter or page size starts at the first page. Foreign parameters stay. */
export function changeEventsQuery(
  params: URLSearchParams,
  changes: Partial<EventsQuery>,
): URLSearchParams {
  const restarts =
    'status' in changes || 'source' in changes || 'pageSize' in changes;
  const next: EventsQuery = {
    ...parseEventsQuery(params),
    ...(restarts ? { page: 0 } : {}),
    ...changes,
  };
  const texts: Record<string, string | undefined> = {
    status: next.status,
    source: next.source,
    page: next.page > 0 ? String(next.page + 1) : undefined,
    size: next.pageSize === pageSizes[0] ? undefined : String(next.pageSize),
    event: next.event,
  };
  const result = new URLSearchParams(params);
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) {
      result.delete(name);
    } else {
      result.set(name, text);
    }
  }
  return result;
}
