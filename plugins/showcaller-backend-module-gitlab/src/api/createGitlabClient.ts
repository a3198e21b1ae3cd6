import {
  resetTime,
  retryAfter,
  VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabApiConfig } from './readGitlabApiConfig';

/** GitLab's limits are by the minute. */
const DEFAULT_WAIT_MS = 60_000;

/** Requests to GitLab's REST API (v4) on the configured host, with the portal's token. */
export function createGitlabClient(options: {
  config: GitlabApiConfig;
  timeoutMs?: number;
  now?: () => Date;
}): VendorClient {
  const { config, ...more } = options;
  return VendorClient.create({
    ...more,
    vendor: 'GitLab',
    baseUrl: config.apiBaseUrl,
    headers: async () => ({
      authorization: `Bearer ${config.token}`,
      accept: 'application/json',
      'user-agent': 'showcaller',
    }),
    advice: {
      401: 'The token of integrations.gitlab is wrong or has expired',
      403: 'The token of integrations.gitlab lacks a scope (read_api to read, api to answer for the gate), or its owner a role in this project: Reporter to read, the right to approve and to deploy to answer',
      404: 'There is no such thing, or the owner of the token of integrations.gitlab may not see it',
    },
    readLimit: ({ status, headers, now }) => {
      const reset = resetTime(headers, 'ratelimit-reset');
      if (status < 300) {
        const limit = Number(headers.get('ratelimit-limit'));
        const remaining = headers.get('ratelimit-remaining');
        return remaining !== null && Number(remaining) <= limit * config.reserve
          ? reset
          : undefined;
      }
      return status === 429
        ? retryAfter(headers, now) ??
            reset ??
            new Date(now.getTime() + DEFAULT_WAIT_MS)
        : undefined;
    },
  });
}
