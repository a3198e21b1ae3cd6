import type { Entity } from '@backstage/catalog-model';
import { useEntityOwnership } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { showcallerLabelCorrectPermission } from '@showcaller/backstage-plugin-showcaller-common';

/** Whether the reader may correct what is known of a deployment of the entity; undefined while nobody knows. */
export function useMayCorrect(entity: Entity): boolean | undefined {
  const permission = usePermission({
    permission: showcallerLabelCorrectPermission,
  });
  const ownership = useEntityOwnership();
  if (permission.allowed || ownership.isOwnedEntity(entity)) {
    return true;
  }
  return permission.loading || ownership.loading ? undefined : false;
}
