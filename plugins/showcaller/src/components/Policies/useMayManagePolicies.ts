import { usePermission } from '@backstage/plugin-permission-react';
import { showcallerPolicyManagePermission } from '@showcaller/backstage-plugin-showcaller-common';

/** Whether the reader may write, try and propose policies; undefined while nobody knows. */
export function useMayManagePolicies(): boolean | undefined {
  const { loading, allowed } = usePermission({
    permission: showcallerPolicyManagePermission,
  });
  return loading ? undefined : allowed;
}
