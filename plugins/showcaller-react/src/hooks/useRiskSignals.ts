import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';

/** Channel on which the backend says that the risk of an entity changed; the message is `{ entityRef }`. @public */
export const riskSignalChannel = 'showcaller:risk';

/**
 * Calls back for every message on {@link riskSignalChannel}, with the reference of the entity when it has one.
 * Returns whether the app has signals at all; without them the caller has to poll.
 */
export function useRiskSignals(
  onSignal: (entityRef: string | undefined) => void,
): { available: boolean } {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onSignal);
  latest.current = onSignal;

  useEffect(() => {
    if (!signals) {
      return undefined;
    }
    const { unsubscribe } = signals.subscribe(riskSignalChannel, message => {
      const { entityRef } = message;
      latest.current(typeof entityRef === 'string' ? entityRef : undefined);
    });
    return unsubscribe;
  }, [signals]);

  return { available: signals !== undefined };
}
