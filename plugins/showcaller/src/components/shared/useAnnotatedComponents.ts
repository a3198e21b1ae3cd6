import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** References of the components that have at least one of the annotations, sorted. */
export function useAnnotatedComponents(annotations: readonly string[]): {
  value?: string[];
  error?: Error;
} {
  const catalogApi = useApi(catalogApiRef);
  return useAsync(async () => {
    const { items } = await catalogApi.getEntities({
      filter: annotations.map(annotation => ({
        kind: 'Component',
        [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
      })),
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    return items.map(entity => stringifyEntityRef(entity)).sort();
  }, [catalogApi, annotations]);
}
