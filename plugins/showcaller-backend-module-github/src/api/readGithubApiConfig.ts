import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  ScmIntegrations,
  type GithubIntegrationConfig,
} from '@backstage/integration';

const KEY = 'showcaller.github.api';
const DEFAULT_HOST = 'github.com';
const DEFAULT_RESERVE = 0.2;

/** How GitHub's API is asked. */
export interface GithubApiConfig {
  host: string;
  /** `https://api.github.com` */
  apiBaseUrl: string;
  /** Ids of the GitHub Apps that the portal acts as on this host. */
  appIds: number[];
  /** Other hosts with an integration: repositories there are none of ours. */
  otherHosts: string[];
  /** Share (0-1) of the hourly rate limit that is left to the rest of the portal. */
  reserve: number;
  /** Whether the jobs of each workflow run are read, too. */
  jobs: boolean;
  /** Days that are read by themselves; absent: only on request. */
  backfillDays?: number;
}

/**
 * Reads `showcaller.github.api`. Undefined when it is absent: GitHub's API is then never asked.
 *
 * @throws InputError when the host has no integration, or a value is out of its range.
 */
export function readGithubApiConfig(
  config: RootConfigService,
): GithubApiConfig | undefined {
  const api = config.getOptionalConfig(KEY);
  if (!api) {
    return undefined;
  }
  const host = api.getOptionalString('host') ?? DEFAULT_HOST;
  const integrations = ScmIntegrations.fromConfig(config).github.list();
  const own = integrations.find(one => one.config.host === host);
  const apiBaseUrl = own?.config.apiBaseUrl;
  if (!own || !apiBaseUrl || !hasCredentials(own.config)) {
    throw new InputError(
      `${KEY}.host is ${host}, but integrations.github has no entry for it with a token or an app${
        own && !apiBaseUrl ? ' and apiBaseUrl' : ''
      }. Showcaller asks GitHub with the credentials of that entry.`,
    );
  }
  return {
    host,
    apiBaseUrl,
    appIds: (own.config.apps ?? []).map(({ appId }) => Number(appId)),
    otherHosts: integrations
      .map(one => one.config.host)
      .filter(other => other !== host),
    reserve: inRange(api.getOptionalNumber('reserve') ?? DEFAULT_RESERVE, {
      key: `${KEY}.reserve`,
      from: 0,
      to: 0.95,
    }),
    jobs: api.getOptionalBoolean('jobs') ?? true,
    backfillDays: optionalDays(api.getOptionalNumber('backfillDays')),
  };
}

function hasCredentials({ token, apps }: GithubIntegrationConfig): boolean {
  return Boolean(token) || (apps?.length ?? 0) > 0;
}

function optionalDays(days: number | undefined): number | undefined {
  return days === undefined
    ? undefined
    : inRange(days, { key: `${KEY}.backfillDays`, from: 1, to: 1825 });
}

function inRange(
  value: number,
  range: { key: string; from: number; to: number },
): number {
  const { key, from, to } = range;
  if (value < from || value > to) {
    throw new InputError(`${key} is ${value}; it must be ${from} to ${to}`);
  }
  return value;
}
