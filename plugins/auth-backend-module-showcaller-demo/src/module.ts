import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { createDemoAuthenticator, signInAsChosenUser } from './authenticator';

/**
 * Adds the sign-in provider `demo`: whoever opens the portal chooses which user of the catalog to be. Works in development
 * only, so that approvals can be tried with two people on one machine.
 *
 * @public
 */
export const authModuleShowcallerDemo = createBackendModule({
  pluginId: 'auth',
  moduleId: 'showcaller-demo',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ providers, logger }) {
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoAuthenticator({
              development: process.env.NODE_ENV === 'development',
              logger,
            }),
            signInResolver: signInAsChosenUser,
          }),
        });
      },
    });
  },
});
