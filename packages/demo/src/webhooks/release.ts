import type { ReleasePublishedEvent } from '@octokit/webhooks-types';
import { nodeId, timestamp } from './actors';
import type { ChainContext } from './ChainContext';
import { repositoryPayload } from './repository';

export function releasePublished(
  context: ChainContext,
  release: { id: number; tag: string; publishedAt: number },
): ReleasePublishedEvent {
  const { api, html } = context;
  const url = `${api}/releases/${release.id}`;
  const at = timestamp(release.publishedAt);
  return {
    action: 'published',
    release: {
      url,
      assets_url: `${url}/assets`,
      upload_url: `https://uploads.github.com/repos/${context.chain.repository}/releases/${release.id}/assets{?name,label}`,
      html_url: `${html}/releases/tag/${release.tag}`,
      id: release.id,
      author: context.authorAccount,
      node_id: nodeId('RE', release.id),
      tag_name: release.tag,
      target_commitish: 'main',
      name: release.tag,
      draft: false,
      prerelease: false,
      created_at: at,
      published_at: at,
      assets: [],
      tarball_url: `${api}/tarball/${release.tag}`,
      zipball_url: `${api}/zipball/${release.tag}`,
      body: context.chain.commit.message,
    },
    repository: repositoryPayload(context.repository, release.publishedAt),
    organization: context.organization,
    sender: context.authorAccount,
  };
}
