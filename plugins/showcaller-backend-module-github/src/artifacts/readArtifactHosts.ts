import type { RootConfigService } from '@backstage/backend-plugin-api';
import { DownloadHosts } from '@showcaller/backstage-plugin-showcaller-node';

const KEY = 'showcaller.github.api';
/** Where GitHub.com keeps artifacts. */
const GITHUB_STORAGE = [
  '*.blob.core.windows.net',
  '*.actions.githubusercontent.com',
];

/**
 * Hosts that artifacts may be read from. A configured list replaces that of GitHub.com.
 *
 * @throws InputError for an entry that is no host
 */
export function readArtifactHosts(config: RootConfigService): DownloadHosts {
  const key = `${KEY}.artifactHosts`;
  return DownloadHosts.create({
    key,
    hosts: config.getOptionalStringArray(key) ?? GITHUB_STORAGE,
    allowPrivate: config.getOptionalBoolean(`${KEY}.artifactPrivateAddresses`),
  });
}
