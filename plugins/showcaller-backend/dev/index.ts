import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/**
 * The plugin alone, without sign-in, with one component. Set a secret and send it a webhook:
 *
 *   APP_CONFIG_showcaller_github_webhookSecrets='["secret"]' yarn start
 *   POST http://localhost:7007/api/showcaller/webhooks/github
 */
const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'payments',
          namespace: 'default',
          annotations: { 'github.com/project-slug': 'shop/payments' },
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
      },
    ],
  }),
);

backend.add(
  import('@showcaller/backstage-plugin-showcaller-backend-module-github'),
);
backend.add(import('../src'));

backend.start();
