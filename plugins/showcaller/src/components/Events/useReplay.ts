import { toError } from '@backstage/errors';
import type { ReplayRequest } from '@showcaller/backstage-plugin-showcaller-common';
import {
  describeError,
  useShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';

/** Where a replay stands, from the first click to what came of it. */
export type ReplayStep =
  | { step: 'idle' | 'asking' | 'sending' }
  | { step: 'done'; queued: number }
  | { step: 'failed'; reason: string };

/** A replay that has to be confirmed. */
export function useReplay(options: {
  request: ReplayRequest;
  onReplayed?: () => void;
}): ReplayStep & {
  ask: () => void;
  cancel: () => void;
  confirm: () => Promise<void>;
} {
  const { request, onReplayed } = options;
  const api = useShowcallerApi();
  const [state, setState] = useState<ReplayStep>({ step: 'idle' });

  return {
    ...state,
    ask: () => setState({ step: 'asking' }),
    cancel: () => setState({ step: 'idle' }),
    confirm: async () => {
      setState({ step: 'sending' });
      try {
        const { queued } = await api.replay(request);
        setState({ step: 'done', queued });
        onReplayed?.();
      } catch (error) {
        const reason = describeError(toError(error)).message;
        setState({ step: 'failed', reason });
      }
    },
  };
}
