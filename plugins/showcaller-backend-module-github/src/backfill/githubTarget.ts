import { InputError } from '@backstage/errors';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackfillTarget } from '@showcaller/backstage-plugin-showcaller-node';
import type { GithubApiConfig } from '../api/readGithubApiConfig';

const SLUG = /^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/;
const SOURCE_LOCATION = 'backstage.io/source-location';

/** The repository that an entity's annotations name on the configured host. */
export function githubTarget(
  annotations: Record<string, string>,
  config: Pick<GithubApiConfig, 'otherHosts'>,
): BackfillTarget | undefined {
  const slug = annotations[showcallerAnnotations.githubProjectSlug]?.trim();
  if (!slug || config.otherHosts.includes(hostOf(annotations) ?? '')) {
    return undefined;
  }
  if (!SLUG.test(slug)) {
    throw new InputError(
      `${showcallerAnnotations.githubProjectSlug} is '${slug}'; it must be owner/repository`,
    );
  }
  const repository = slug.toLowerCase();
  return { id: repository, repository };
}

/** Where the entity's code is, as far as `backstage.io/source-location` tells. */
function hostOf(annotations: Record<string, string>): string | undefined {
  const location = annotations[SOURCE_LOCATION]?.replace(/^url:/, '');
  return location && URL.canParse(location)
    ? new URL(location).host
    : undefined;
}
