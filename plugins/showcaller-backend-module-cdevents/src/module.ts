import { createBackendModule } from '@backstage/backend-plugin-api';

/** @public */
export const showcallerModuleCdEvents = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'cdevents',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
