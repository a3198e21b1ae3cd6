import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { showcallerBackfillExtensionPoint } from '@showcaller/backstage-plugin-showcaller-node';
import { createJenkinsClient } from './api/createJenkinsClient';
import { readJenkinsConfig } from './api/readJenkinsConfig';
import { createJenkinsBackfillSource } from './backfill/jenkinsBackfillSource';

/**
 * Reads past builds, tests and deployments from Jenkins, where `showcaller.jenkins.instances` names one.
 *
 * @public
 */
export const showcallerModuleJenkins = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'jenkins',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        backfills: showcallerBackfillExtensionPoint,
      },
      async init({ config, backfills }) {
        const jenkins = readJenkinsConfig(config);
        if (jenkins) {
          backfills.addSource(
            createJenkinsBackfillSource({
              config: jenkins,
              clients: new Map(
                jenkins.instances.map(instance => [
                  instance.name,
                  createJenkinsClient({ instance }),
                ]),
              ),
            }),
          );
        }
      },
    });
  },
});
