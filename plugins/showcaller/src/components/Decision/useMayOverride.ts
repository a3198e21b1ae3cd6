import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  useEntityOwnership,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { showcallerGateOverridePermission } from '@showcaller/backstage-plugin-showcaller-common';
import useAsync from 'react-use/esm/useAsync';

/** Whether the reader owns the service or may let through for all; undefined while nobody knows. The backend decides. */
export function useMayOverride(entityRef: string): boolean | undefined {
  const catalogApi = useApi(catalogApiRef);
  const permission = usePermission({
    permission: showcallerGateOverridePermission,
  });
  const ownership = useEntityOwnership();
  const entity = useAsync(
    () => catalogApi.getEntityByRef(entityRef),
    [catalogApi, entityRef],
  );
  if (
    permission.allowed ||
    (entity.value && ownership.isOwnedEntity(entity.value))
  ) {
    return true;
  }
  return permission.loading || ownership.loading || entity.loading
    ? undefined
    : false;
}

/** Full reference of the reader; undefined while nobody knows, and for guests. */
export function useOwnRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const { value } = useAsync(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  return value?.userEntityRef;
}
