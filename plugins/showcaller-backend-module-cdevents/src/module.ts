import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  readSharedSecrets,
  showcallerWebhooksExtensionPoint,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createCdEventsWebhookSource } from './cdevents/cdEventsWebhookSource';
import { createFlaggerWebhookSource } from './flagger/flaggerWebhookSource';
import { readCdEventsConfig } from './readCdEventsConfig';

/**
 * Takes CDEvents of any tool at `POST /api/showcaller/webhooks/cdevents`, and the webhooks of Flagger and Argo Rollouts
 * at `POST /api/showcaller/webhooks/flagger`.
 *
 * @public
 */
export const showcallerModuleCdEvents = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'cdevents',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, webhooks }) {
        webhooks.addSource(
          createCdEventsWebhookSource(readCdEventsConfig(config)),
        );
        webhooks.addSource(
          createFlaggerWebhookSource({
            secrets: readSharedSecrets(config, 'showcaller.flagger'),
          }),
        );
      },
    });
  },
});
