import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  showcallerBackfillExtensionPoint,
  showcallerPullRequestFeedbackExtensionPoint,
  showcallerWebhooksExtensionPoint,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { GithubApi } from './api/GithubApi';
import { readGithubApiConfig } from './api/readGithubApiConfig';
import { createGithubBackfillSource } from './backfill/githubBackfillSource';
import { createCheckPublisher } from './feedback/checkPublisher';
import { createCommentPublisher } from './feedback/commentPublisher';
import { readFeedbackConfig } from './feedback/readFeedbackConfig';
import { createGithubWebhookSource } from './githubWebhookSource';
import { readWebhookSecrets } from './webhook/readWebhookSecrets';

/**
 * Takes GitHub's webhooks at `POST /api/showcaller/webhooks/github`. Where `showcaller.github.api` is configured, it also
 * reads the past from GitHub's API and tells pull requests about their risk.
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
        backfills: showcallerBackfillExtensionPoint,
        feedback: showcallerPullRequestFeedbackExtensionPoint,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, backfills, feedback, webhooks }) {
        const secrets = readWebhookSecrets(config);
        const identitySalt =
          config.getOptionalString('showcaller.identitySalt') ??
          saltFrom(secrets);
        webhooks.addSource(
          createGithubWebhookSource({ secrets, identitySalt }),
        );

        const apiConfig = readGithubApiConfig(config);
        if (apiConfig) {
          const api = GithubApi.create({
            config: apiConfig,
            credentials: DefaultGithubCredentialsProvider.fromIntegrations(
              ScmIntegrations.fromConfig(config),
            ),
          });
          const feedbackConfig = readFeedbackConfig(config);
          backfills.addSource(
            createGithubBackfillSource({ api, identitySalt }),
          );
          feedback.addPublisher(
            createCheckPublisher({ api, config: feedbackConfig }),
          );
          feedback.addPublisher(
            createCommentPublisher({ api, config: feedbackConfig }),
          );
        }
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
