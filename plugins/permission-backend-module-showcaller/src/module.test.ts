import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { permissionModuleShowcaller } from './module';
import { ShowcallerPermissionPolicy } from './ShowcallerPermissionPolicy';

describe('permissionModuleShowcaller', () => {
  it('sets the policy on the permission backend', async () => {
    const setPolicy = jest.fn();
    await startTestBackend({
      extensionPoints: [[policyExtensionPoint, { setPolicy }]],
      features: [
        permissionModuleShowcaller,
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
    expect(setPolicy).toHaveBeenCalledTimes(1);
    expect(setPolicy).toHaveBeenCalledWith(
      expect.any(ShowcallerPermissionPolicy),
    );
  });
});
