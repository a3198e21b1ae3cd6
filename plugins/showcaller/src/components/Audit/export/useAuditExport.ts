import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { useCallback } from 'react';

/** Fetches the log as it was written, one canonical entry a line, and gives it to the browser as a file. */
export function useAuditExport(): (entries: number) => Promise<void> {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  return useCallback(
    async entries => {
      const base = await discoveryApi.getBaseUrl('showcaller');
      const response = await fetchApi.fetch(
        `${base}/audit/export?from=1&to=${entries}`,
      );
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      saveAs(await response.blob(), `showcaller-audit-1-${entries}.jsonl`);
    },
    [discoveryApi, fetchApi],
  );
}

function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
