import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import { useShowcallerAction } from '@showcaller/backstage-plugin-showcaller-react';

/** Starts imports; `started` is the last one that the backend took, `error` why it took none. */
export function useStartImport(onStarted: () => void): {
  start: (entityRef: string) => Promise<void>;
  starting: boolean;
  started?: string;
  error?: string;
} {
  const { run, sending, result, error } = useShowcallerAction<
    string,
    HistoryImportRow
  >({
    send: (api, entityRef) => api.startHistoryImport(entityRef),
    onDone: onStarted,
  });
  return { start: run, starting: sending, started: result?.entityRef, error };
}
