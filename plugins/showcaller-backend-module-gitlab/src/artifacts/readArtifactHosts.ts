import type { RootConfigService } from '@backstage/backend-plugin-api';
import { DownloadHosts } from '@showcaller/backstage-plugin-showcaller-node';

const KEY = 'showcaller.gitlab.api';
/** Where GitLab.com keeps artifacts. */
const GITLAB_STORAGE = [
  'cdn.artifacts.gitlab-static.net',
  'storage.googleapis.com',
];

/**
 * Hosts that artifacts may be read from besides GitLab itself. A configured list replaces that of GitLab.com.
 *
 * @throws InputError for an entry that is no host
 */
export function readArtifactHosts(config: RootConfigService): DownloadHosts {
  const key = `${KEY}.artifactHosts`;
  return DownloadHosts.create({
    key,
    hosts: config.getOptionalStringArray(key) ?? GITLAB_STORAGE,
    allowPrivate: config.getOptionalBoolean(`${KEY}.artifactPrivateAddresses`),
  });
}
