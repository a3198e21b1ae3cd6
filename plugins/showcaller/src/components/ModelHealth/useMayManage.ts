import { usePermission } from '@backstage/plugin-permission-react';
import { showcallerModelManagePermission } from '@showcaller/backstage-plugin-showcaller-common';

/** Whether the reader may train, promote and roll back; undefined while nobody knows. */
export function useMayManage(): boolean | undefined {
  const { loading, allowed } = usePermission({
    permission: showcallerModelManagePermission,
  });
  return loading ? undefined : allowed;
}
