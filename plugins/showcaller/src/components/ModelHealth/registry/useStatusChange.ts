import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import { useShowcallerAction } from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';

/** Which model is to serve, and how it came to that. */
export interface AskedChange {
  kind: 'promote' | 'rollBack';
  version: RiskModelVersion;
}

/** Letting another model serve: asked in place, done with a reason. */
export function useStatusChange(onChanged: () => void): {
  /** What the reader is asked to confirm. */
  asked?: AskedChange;
  sending: boolean;
  error?: string;
  /** The model that serves since the last change. */
  serving?: RiskModelVersion;
  ask: (change: AskedChange) => void;
  cancel: () => void;
  confirm: (reason: string) => void;
} {
  const [asked, setAsked] = useState<AskedChange>();
  const { run, reset, sending, error, result } = useShowcallerAction<
    AskedChange & { reason: string },
    RiskModelVersion
  >({
    send: (api, { kind, version, reason }) =>
      kind === 'promote'
        ? api.promoteModel(version.hash, reason)
        : api.rollBackModel(reason),
    onDone: () => {
      setAsked(undefined);
      onChanged();
    },
  });
  return {
    asked,
    sending,
    error,
    serving: result,
    ask: change => {
      reset();
      setAsked(change);
    },
    cancel: () => {
      reset();
      setAsked(undefined);
    },
    confirm: reason => {
      if (asked) {
        run({ ...asked, reason });
      }
    },
  };
}
