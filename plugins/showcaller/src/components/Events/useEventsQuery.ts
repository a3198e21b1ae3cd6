import type { RawEventStatus } from '@showcaller/backstage-plugin-showcaller-common';
import { useSearchParams } from 'react-router-dom';
import {
  changeEventsQuery,
  parseEventsQuery,
  type EventsQuery,
} from './eventsQuery';

/** Changes what the URL says. */
export type ChangeEventsQuery = (changes: Partial<EventsQuery>) => void;

/** What the URL says to show. Opening an event can be undone with the browser's back button, filtering replaces. */
export function useEventsQuery(
  only: RawEventStatus | undefined,
): [EventsQuery, ChangeEventsQuery] {
  const [params, setParams] = useSearchParams();
  const query = parseEventsQuery(params);
  const change: ChangeEventsQuery = changes =>
    setParams(current => changeEventsQuery(current, changes), {
      replace: !changes.event,
    });
  return [only ? { ...query, status: only } : query, change];
}
