import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { showcallerBackfillExtensionPoint } from '@showcaller/backstage-plugin-showcaller-node';
import { createGitlabClient } from './api/createGitlabClient';
import { readGitlabApiConfig } from './api/readGitlabApiConfig';
import { createGitlabBackfillSource } from './backfill/gitlabBackfillSource';

/**
 * Reads past deployments, pipelines, jobs and tests from GitLab's API, where `showcaller.gitlab.api` is configured.
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
        backfills: showcallerBackfillExtensionPoint,
      },
      async init({ config, backfills }) {
        const apiConfig = readGitlabApiConfig(config);
        if (apiConfig) {
          backfills.addSource(
            createGitlabBackfillSource({
              client: createGitlabClient({ config: apiConfig }),
              config: apiConfig,
              identitySalt: config.getOptionalString('showcaller.identitySalt'),
            }),
          );
        }
      },
    });
  },
});
