import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'showcaller.jenkins';
const DEFAULT_NAME = 'default';
const DEFAULT_DELAY_MS = 500;

export interface JenkinsInstance {
  name: string;
  baseUrl: string;
  username: string;
  apiToken: string;
}

/** How Jenkins is asked. */
export interface JenkinsConfig {
  /** At least one; jobs without a prefix are on the first. */
  instances: JenkinsInstance[];
  /** Pause between two requests. */
  requestDelayMs: number;
  /** Days that are read by themselves; absent: only on request. */
  backfillDays?: number;
}

/**
 * Reads `showcaller.jenkins`. Undefined when there is no instance: Jenkins is then never asked.
 *
 * @throws InputError for an address that is none, two instances of one name, or a value out of its range.
 */
export function readJenkinsConfig(
  config: RootConfigService,
): JenkinsConfig | undefined {
  const instances = (
    config.getOptionalConfigArray(`${KEY}.instances`) ?? []
  ).map((entry, index): JenkinsInstance => {
    const baseUrl = entry.getString('baseUrl');
    if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
      throw new InputError(
        `${KEY}.instances[${index}].baseUrl is '${baseUrl}'; it must be an http(s) address`,
      );
    }
    return {
      name: entry.getOptionalString('name') ?? DEFAULT_NAME,
      baseUrl,
      username: entry.getString('username'),
      apiToken: entry.getString('apiToken'),
    };
  });
  if (instances.length === 0) {
    return undefined;
  }
  if (new Set(instances.map(({ name }) => name)).size < instances.length) {
    throw new InputError(
      `${KEY}.instances has two entries of the same name; give each its own`,
    );
  }
  return {
    instances,
    requestDelayMs:
      numberIn(config, { key: 'requestDelayMs', least: 0, most: 60_000 }) ??
      DEFAULT_DELAY_MS,
    backfillDays: numberIn(config, {
      key: 'backfillDays',
      least: 1,
      most: 1825,
    }),
  };
}

function numberIn(
  config: RootConfigService,
  range: { key: string; least: number; most: number },
): number | undefined {
  const { key, least, most } = range;
  const value = config.getOptionalNumber(`${KEY}.${key}`);
  if (value !== undefined && (value < least || value > most)) {
    throw new InputError(
      `${KEY}.${key} is ${value}; it must be ${least} to ${most}`,
    );
  }
  return value;
}
