import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  readSharedSecrets,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { SpinnakerWebhookSourceOptions } from './spinnakerWebhookSource';

const KEY = 'showcaller.spinnaker';
const CONDITIONS = ['application', 'pipeline', 'account'] as const;

/**
 * Reads `showcaller.spinnaker`.
 *
 * @throws InputError for a rule of environments without a condition, and an address that is none.
 */
export function readSpinnakerConfig(
  config: RootConfigService,
): SpinnakerWebhookSourceOptions {
  const deckUrl = config.getOptionalString(`${KEY}.deckUrl`);
  if (deckUrl !== undefined && !webAddress(deckUrl)) {
    throw new InputError(
      `${KEY}.deckUrl is ${deckUrl}; it must be an http(s) address`,
    );
  }
  const rules = config.getOptionalConfigArray(`${KEY}.environments`) ?? [];
  return {
    secrets: readSharedSecrets(config, KEY),
    deckUrl,
    environments: rules.map((rule, index) => {
      const conditions = Object.fromEntries(
        CONDITIONS.flatMap(name => {
          const value = rule.getOptionalString(name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
      if (Object.keys(conditions).length === 0) {
        throw new InputError(
          `${KEY}.environments[${index}] fits everything; give it one of ${CONDITIONS.join(
            ', ',
          )}`,
        );
      }
      return { ...conditions, environment: rule.getString('environment') };
    }),
  };
}
