import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  readSecrets,
  readSharedSecrets,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { CdEventsWebhookSourceOptions } from './cdevents/cdEventsWebhookSource';

const KEY = 'showcaller.cdevents';
const MOST_SECONDS = 3_600;

/**
 * Reads `showcaller.cdevents`.
 *
 * @throws InputError when the tolerance is out of its range, or more than two secrets of a kind are valid at once.
 */
export function readCdEventsConfig(
  config: RootConfigService,
): CdEventsWebhookSourceOptions {
  const toleranceSeconds = config.getOptionalNumber(`${KEY}.toleranceSeconds`);
  if (
    toleranceSeconds !== undefined &&
    !(toleranceSeconds >= 1 && toleranceSeconds <= MOST_SECONDS)
  ) {
    throw new InputError(
      `${KEY}.toleranceSeconds is ${toleranceSeconds}; it must be 1 to ${MOST_SECONDS}`,
    );
  }
  return {
    secrets: {
      ...readSharedSecrets(config, KEY),
      signing: readSecrets(config, `${KEY}.signingSecrets`),
    },
    toleranceSeconds,
    identitySalt: config.getOptionalString('showcaller.identitySalt'),
  };
}
