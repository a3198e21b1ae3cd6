import { createBackendModule } from '@backstage/backend-plugin-api';

/** @public */
export const authModuleShowcallerDemo = createBackendModule({
  pluginId: 'auth',
  moduleId: 'showcaller-demo',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
