import { useApiHolder } from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';

/** Channel on which the backend says that the risk of an entity changed; the message is `{ entityRef }`. @public */
export const riskSignalChannel = 'showcaller:risk';

/** Channel on which the backend says that something about the risk models changed; any message means "ask again". @public */
export const modelSignalChannel = 'showcaller:model';

/**
 * Calls back for every message on a channel; no channel means none. Returns whether the app has signals at all;
 * without them the caller has to poll.
 */
export function useSignals(options: {
  channel: string | undefined;
  onSignal: (message: JsonObject) => void;
}): { available: boolean } {
  const { channel, onSignal } = options;
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onSignal);
  latest.current = onSignal;

  useEffect(() => {
    if (!signals || channel === undefined) {
      return undefined;
    }
    const { unsubscribe } = signals.subscribe(channel, message =>
      latest.current(message),
    );
    return unsubscribe;
  }, [signals, channel]);

  return { available: signals !== undefined };
}
