import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { showcallerWebhooksExtensionPoint } from '@showcaller/backstage-plugin-showcaller-node';
import { createSpinnakerWebhookSource } from './spinnakerWebhookSource';
import { readSpinnakerConfig } from './readSpinnakerConfig';

/**
 * Takes events of Spinnaker's Echo at `POST /api/showcaller/webhooks/spinnaker`.
 *
 * @public
 */
export const showcallerModuleSpinnaker = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'spinnaker',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, webhooks }) {
        webhooks.addSource(
          createSpinnakerWebhookSource(readSpinnakerConfig(config)),
        );
      },
    });
  },
});
