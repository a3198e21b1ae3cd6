import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readPolicyGroups } from './readPolicyGroups';
import { ShowcallerPermissionPolicy } from './ShowcallerPermissionPolicy';

/**
 * Sets Showcaller's default policy on the permission backend.
 *
 * @public
 */
export const permissionModuleShowcaller = createBackendModule({
  pluginId: 'permission',
  moduleId: 'showcaller',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        policy.setPolicy(
          ShowcallerPermissionPolicy.create(readPolicyGroups(config)),
        );
      },
    });
  },
});
