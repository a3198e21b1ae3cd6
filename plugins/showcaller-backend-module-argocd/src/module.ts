import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { showcallerWebhooksExtensionPoint } from '@showcaller/backstage-plugin-showcaller-node';
import { createArgoCdWebhookSource } from './argoCdWebhookSource';
import { readArgoCdConfig } from './readArgoCdConfig';

/**
 * Takes notifications of Argo CD at `POST /api/showcaller/webhooks/argocd`.
 *
 * @public
 */
export const showcallerModuleArgoCd = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'argocd',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, webhooks }) {
        webhooks.addSource(createArgoCdWebhookSource(readArgoCdConfig(config)));
      },
    });
  },
});
