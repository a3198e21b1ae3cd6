import { createBackendModule } from '@backstage/backend-plugin-api';

/** @public */
export const showcallerModuleSpinnaker = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'spinnaker',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
