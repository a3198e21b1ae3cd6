import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';

const KEY = 'showcaller.gitlab.api';
const DEFAULT_HOST = 'gitlab.com';
const DEFAULT_RESERVE = 0.2;

/** How GitLab's API is asked. */
export interface GitlabApiConfig {
  host: string;
  /** `https://gitlab.com/api/v4` */
  apiBaseUrl: string;
  token: string;
  /** Share (0-1) of the rate limit that is left to the rest of the portal. */
  reserve: number;
  /** Whether jobs and test reports of each pipeline are read, too. */
  jobs: boolean;
  /** Days that are read by themselves; absent: only on request. */
  backfillDays?: number;
}

/**
 * Reads `showcaller.gitlab.api`. Undefined when it is absent: GitLab's API is then never asked.
 *
 * @throws InputError when the host has no integration, or a value is out of its range.
 */
export function readGitlabApiConfig(
  config: RootConfigService,
): GitlabApiConfig | undefined {
  const api = config.getOptionalConfig(KEY);
  if (!api) {
    return undefined;
  }
  const host = api.getOptionalString('host') ?? DEFAULT_HOST;
  const own = ScmIntegrations.fromConfig(config).gitlab.byHost(host)?.config;
  if (!own?.token) {
    throw new InputError(
      `${KEY}.host is ${host}, but integrations.gitlab has no entry for it with a token. Showcaller asks GitLab with the token of that entry.`,
    );
  }
  return {
    host,
    apiBaseUrl: own.apiBaseUrl,
    token: own.token,
    reserve:
      numberIn(api.getOptionalNumber('reserve'), {
        key: 'reserve',
        most: 0.95,
      }) ?? DEFAULT_RESERVE,
    jobs: api.getOptionalBoolean('jobs') ?? true,
    backfillDays: numberIn(api.getOptionalNumber('backfillDays'), {
      key: 'backfillDays',
      least: 1,
      most: 1825,
    }),
  };
}

function numberIn(
  value: number | undefined,
  range: { key: string; least?: number; most: number },
): number | undefined {
  const { key, least = 0, most } = range;
  if (value !== undefined && (value < least || value > most)) {
    throw new InputError(
      `${KEY}.${key} is ${value}; it must be ${least} to ${most}`,
    );
  }
  return value;
}
