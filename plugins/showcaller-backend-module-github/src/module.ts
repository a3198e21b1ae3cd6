import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { showcallerWebhooksExtensionPoint } from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { createGithubWebhookSource } from './githubWebhookSource';
import { readWebhookSecrets } from './webhook/readWebhookSecrets';

/**
 * Takes GitHub's webhooks at `POST /api/showcaller/webhooks/github`.
 *
 * @public
 */
export const showcallerModuleGithub = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, webhooks }) {
        const secrets = readWebhookSecrets(config);
        webhooks.addSource(
          createGithubWebhookSource({
            secrets,
            identitySalt:
              config.getOptionalString('showcaller.identitySalt') ??
              saltFrom(secrets),
          }),
        );
      },
    });
  },
});

/** Without a salt of its own the hash hangs on the oldest secret, which is not known outside either. */
function saltFrom(secrets: string[]): string | undefined {
  const oldest = secrets.at(-1);
  return (
    oldest &&
    createHash('sha256').update(`showcaller identity ${oldest}`).digest('hex')
  );
}
