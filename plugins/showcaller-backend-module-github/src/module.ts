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
  showcallerGateExtensionPoint,
  showcallerPullRequestFeedbackExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { GithubApi } from './api/GithubApi';
import { readGithubApiConfig } from './api/readGithubApiConfig';
import { createGithubArtifactSource } from './artifacts/githubArtifactSource';
import { readArtifactHosts } from './artifacts/readArtifactHosts';
import { createGithubBackfillSource } from './backfill/githubBackfillSource';
import { createCheckPublisher } from './feedback/checkPublisher';
import { createCommentPublisher } from './feedback/commentPublisher';
import { readFeedbackConfig } from './feedback/readFeedbackConfig';
import { createCheckRunResponder } from './gate/checkRunResponder';
import { createProtectionRuleResponder } from './gate/protectionRuleResponder';
import { readGateConfig } from './gate/readGateConfig';
import { createGithubWebhookSource } from './githubWebhookSource';
import { readWebhookSecrets } from './webhook/readWebhookSecrets';

/**
 * Takes GitHub's webhooks at `POST /api/showcaller/webhooks/github`. Where `showcaller.github.api` is configured, it also
 * reads the past and artifacts of finished runs from GitHub's API, tells pull requests about their risk, and answers what
 * GitHub asks the gate.
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
        artifacts: showcallerRunArtifactsExtensionPoint,
        backfills: showcallerBackfillExtensionPoint,
        feedback: showcallerPullRequestFeedbackExtensionPoint,
        gate: showcallerGateExtensionPoint,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, artifacts, backfills, feedback, gate, webhooks }) {
        const secrets = readWebhookSecrets(config);
        const identitySalt =
          config.getOptionalString('showcaller.identitySalt') ??
          saltFrom(secrets);
        const apiConfig = readGithubApiConfig(config);
        webhooks.addSource(
          createGithubWebhookSource({
            secrets,
            identitySalt,
            gate: readGateConfig(config, apiConfig),
          }),
        );
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
          gate.addResponder(createProtectionRuleResponder({ api }));
          gate.addResponder(createCheckRunResponder({ api }));
          artifacts.addSource(
            createGithubArtifactSource({
              api,
              hosts: readArtifactHosts(config),
            }),
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
