import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readSharedSecrets } from '@showcaller/backstage-plugin-showcaller-node';
import type { ArgoCdWebhookSourceOptions } from './argoCdWebhookSource';

const KEY = 'showcaller.argocd';
const CONDITIONS = ['app', 'project', 'namespace', 'server'] as const;

/**
 * Reads `showcaller.argocd`.
 *
 * @throws InputError when a rule of environments has no condition: it would hide all after it.
 */
export function readArgoCdConfig(
  config: RootConfigService,
): ArgoCdWebhookSourceOptions {
  const rules = config.getOptionalConfigArray(`${KEY}.environments`) ?? [];
  return {
    secrets: readSharedSecrets(config, KEY),
    environments: rules.map((rule, index) => {
      const conditions = Object.fromEntries(
        CONDITIONS.flatMap(name => {
          const value = rule.getOptionalString(name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
      if (Object.keys(conditions).length === 0) {
        throw new InputError(
          `${KEY}.environments[${index}] fits every application; give it one of ${CONDITIONS.join(
            ', ',
          )}`,
        );
      }
      return { ...conditions, environment: rule.getString('environment') };
    }),
  };
}
