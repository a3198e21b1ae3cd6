import type { EventSink } from '../delivery/types';

/** Several sinks as one: each gets the events after the one before, in the same transaction. */
export function inOrder(...sinks: EventSink[]): EventSink {
  return {
    async apply(events, tx) {
      for (const sink of sinks) {
        await sink.apply(events, tx);
      }
    },
  };
}
