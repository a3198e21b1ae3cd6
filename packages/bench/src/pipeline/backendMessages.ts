import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** What a backend in a child process is told first. */
export interface BackendSetUp {
  config: JsonObject;
  entities: Entity[];
}

/** What it says when it answers requests. */
export const STARTED = 'showcaller-backend-started';

/** Asks it to begin anew with measuring its event loop. */
export const WATCH_EVENT_LOOP = 'showcaller-watch-event-loop';

/** Asks it for what it measured since; the answer is an {@link EventLoopDelay}. */
export const TELL_EVENT_LOOP = 'showcaller-tell-event-loop';

/**
 * Time between two turns of a timer that is due every 10 ms, in milliseconds, as `monitorEventLoopDelay` gives it: an
 * event loop with nothing to do shows a little over 10.
 */
export interface EventLoopDelay {
  eventLoop: { p50: number; p99: number; max: number };
}

export function isEventLoopDelay(message: unknown): message is EventLoopDelay {
  return (
    typeof message === 'object' && message !== null && 'eventLoop' in message
  );
}
