import { createBackendModule } from '@backstage/backend-plugin-api';

/** @public */
export const showcallerModuleArgoCd = createBackendModule({
  pluginId: 'showcaller',
  moduleId: 'argocd',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
