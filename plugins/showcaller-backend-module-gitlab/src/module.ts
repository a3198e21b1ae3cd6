import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  showcallerBackfillExtensionPoint,
  showcallerGateExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createGitlabClient } from './api/createGitlabClient';
import { readGitlabApiConfig } from './api/readGitlabApiConfig';
import { createGitlabArtifactSource } from './artifacts/gitlabArtifactSource';
import { readArtifactHosts } from './artifacts/readArtifactHosts';
import { createGitlabBackfillSource } from './backfill/gitlabBackfillSource';
import { createGateResponders } from './gate/createGateResponders';
import { readGateConfig } from './gate/readGateConfig';
import { createGitlabWebhookSource } from './gitlabWebhookSource';
import { readGitlabWebhookConfig } from './webhook/readGitlabWebhookConfig';

/**
 * Takes GitLab's webhooks at `POST /api/showcaller/webhooks/gitlab`. Where `showcaller.gitlab.api` is configured, it also
 * reads the past and artifacts of finished pipelines from GitLab's API, and answers deployments and merge requests that wait for the gate.
 *
 * @public
 */
export const showcallerModuleGitlab = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'gitlab',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        artifacts: showcallerRunArtifactsExtensionPoint,
        backfills: showcallerBackfillExtensionPoint,
        gate: showcallerGateExtensionPoint,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init({ config, artifacts, backfills, gate, webhooks }) {
        const identitySalt = config.getOptionalString(
          'showcaller.identitySalt',
        );
        const apiConfig = readGitlabApiConfig(config);
        const gateConfig = readGateConfig(config, {
          canAnswer: apiConfig !== undefined,
        });
        webhooks.addSource(
          createGitlabWebhookSource({
            secrets: readGitlabWebhookConfig(config),
            questions: gateConfig.questions,
            identitySalt,
          }),
        );
        if (apiConfig) {
          const client = createGitlabClient({ config: apiConfig });
          backfills.addSource(
            createGitlabBackfillSource({
              client,
              config: apiConfig,
              identitySalt,
            }),
          );
          for (const responder of createGateResponders({
            client,
            apiConfig,
            gateConfig,
          })) {
            gate.addResponder(responder);
          }
          artifacts.addSource(
            createGitlabArtifactSource({
              client,
              host: apiConfig.host,
              hosts: readArtifactHosts(config),
            }),
          );
        }
      },
    });
  },
});
