import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  readSharedSecrets,
  showcallerBackfillExtensionPoint,
  showcallerRunArtifactsExtensionPoint,
  showcallerWebhooksExtensionPoint,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createJenkinsClient } from './api/createJenkinsClient';
import { readJenkinsConfig } from './api/readJenkinsConfig';
import { createJenkinsArtifactSource } from './artifacts/jenkinsArtifactSource';
import { createJenkinsBackfillSource } from './backfill/jenkinsBackfillSource';
import { createJenkinsWebhookSource } from './jenkinsWebhookSource';
import { CatalogJobDirectory } from './jobs/CatalogJobDirectory';

/**
 * Takes notifications of Jenkins at `POST /api/showcaller/webhooks/jenkins`. Where `showcaller.jenkins.instances` names one,
 * it also reads past builds, tests and deployments from it, and artifacts of builds that finish.
 *
 * @public
 */
export const showcallerModuleJenkins = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'jenkins',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        artifacts: showcallerRunArtifactsExtensionPoint,
        backfills: showcallerBackfillExtensionPoint,
        webhooks: showcallerWebhooksExtensionPoint,
      },
      async init(services) {
        const { auth, catalog, config, logger } = services;
        const { artifacts, backfills, webhooks } = services;
        const jenkins = readJenkinsConfig(config);
        const instances = jenkins?.instances ?? [];
        webhooks.addSource(
          createJenkinsWebhookSource({
            secrets: readSharedSecrets(config, 'showcaller.jenkins'),
            instances,
            directory: CatalogJobDirectory.create({
              catalog,
              auth,
              logger,
              instances:
                instances.length > 0
                  ? instances.map(({ name }) => name)
                  : ['default'],
            }),
          }),
        );
        if (jenkins) {
          const clients = new Map(
            jenkins.instances.map(instance => [
              instance.name,
              createJenkinsClient({ instance }),
            ]),
          );
          backfills.addSource(
            createJenkinsBackfillSource({ config: jenkins, clients }),
          );
          artifacts.addSource(createJenkinsArtifactSource({ clients }));
        }
      },
    });
  },
});
