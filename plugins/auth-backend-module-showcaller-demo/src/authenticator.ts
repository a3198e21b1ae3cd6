import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  type ProxyAuthenticator,
  type SignInResolver,
} from '@backstage/plugin-auth-node';

/** Names the chosen user; sent by the portal's sign-in page. */
export const USER_HEADER = 'x-showcaller-demo-user';

/** Who was chosen. */
export interface DemoSignIn {
  /** Full reference, e.g. `user:default/priya.raman`. */
  userEntityRef: string;
}

/** Believes whoever says who they are; refuses everybody outside development. */
export function createDemoAuthenticator(options: {
  development: boolean;
  logger: LoggerService;
}): ProxyAuthenticator<boolean, DemoSignIn> {
  return createProxyAuthenticator({
    defaultProfileTransform: async () => ({ profile: {} }),

    initialize({ config }): boolean {
      const forced =
        config.getOptionalBoolean('dangerouslyAllowOutsideDevelopment') ===
        true;
      const enabled = options.development || forced;
      if (enabled && forced && !options.development) {
        options.logger.warn(
          'auth.providers.demo is on outside development: anybody can be anybody here.',
        );
      }
      return enabled;
    },

    async authenticate({ req }, enabled) {
      if (!enabled) {
        throw new NotAllowedError(
          'The demo sign-in works in development only; configure auth.providers.oidc (or another provider) instead.',
        );
      }
      const chosen = req.header(USER_HEADER);
      if (!chosen) {
        throw new InputError(
          `Say who you are in the header ${USER_HEADER}, e.g. user:default/guest.`,
        );
      }
      return { result: { userEntityRef: userRefOf(chosen) } };
    },
  });
}

/** Signs in as a user that the catalog has; nobody else. */
export const signInAsChosenUser: SignInResolver<DemoSignIn> = async (
  { result },
  context,
) => context.signInWithCatalogUser({ entityRef: result.userEntityRef });

function userRefOf(chosen: string): string {
  try {
    const ref = parseEntityRef(chosen, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
    if (ref.kind.toLocaleLowerCase('en-US') === 'user') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // said below
  }
  throw new InputError(
    `'${chosen}' is no reference of a user; it looks like user:default/guest.`,
  );
}
