import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { RISK_TAB_PATH } from '../routes';

/** Address of the Risk tab of any entity. */
export function useRiskLink(): (entityRef: string) => string {
  const entityLink = useEntityRefLink();
  return useCallback(
    (entityRef: string) => `${entityLink(entityRef)}${RISK_TAB_PATH}`,
    [entityLink],
  );
}
