import { toError } from '@backstage/errors';
import {
  describeError,
  useShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';

/** Starts imports; `started` is the last one that the backend took, `error` why it took none. */
export function useStartImport(onStarted: () => void): {
  start: (entityRef: string) => Promise<void>;
  starting: boolean;
  started?: string;
  error?: string;
} {
  const api = useShowcallerApi();
  const [state, setState] = useState<{
    starting: boolean;
    started?: string;
    error?: string;
  }>({ starting: false });

  return {
    ...state,
    start: async entityRef => {
      setState({ starting: true });
      try {
        await api.startHistoryImport(entityRef);
        setState({ starting: false, started: entityRef });
        onStarted();
      } catch (error) {
        const reason = describeError(toError(error)).message;
        setState({ starting: false, error: reason });
      }
    },
  };
}
