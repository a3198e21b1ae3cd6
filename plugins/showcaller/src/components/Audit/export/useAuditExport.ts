import {
  discoveryApiRef,
  fetchApiRef,
  useApiHolder,
} from '@backstage/core-plugin-api';
import { NotImplementedError, ResponseError } from '@backstage/errors';
import { useCallback } from 'react';

/** Fetches the log as it was written, one canonical entry a line, and gives it to the browser as a file. */
export function useAuditExport(): (entries: number) => Promise<void> {
  const apis = useApiHolder();
  return useCallback(
    async entries => {
      const discoveryApi = apis.get(discoveryApiRef);
      const fetchApi = apis.get(fetchApiRef);
      if (!discoveryApi || !fetchApi) {
        throw new NotImplementedError(
          `The export needs ${discoveryApiRef.id} and ${fetchApiRef.id}`,
        );
      }
      const base = await discoveryApi.getBaseUrl('showcaller');
      const response = await fetchApi.fetch(
        `${base}/audit/export?from=1&to=${entries}`,
      );
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      saveAs(await response.blob(), `showcaller-audit-1-${entries}.jsonl`);
    },
    [apis],
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
