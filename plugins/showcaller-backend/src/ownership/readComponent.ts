import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  environmentTiers,
  showcallerAnnotations,
  type EnvironmentTier,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { OwnedComponent } from './types';

/** Reads what Showcaller needs of a Component. */
export function readComponent(
  entity: Entity,
  tierOfName: (environment: string) => EnvironmentTier,
): OwnedComponent {
  const annotation = (name: string) =>
    entity.metadata.annotations?.[name]?.trim() || undefined;
  const repository = (
    annotation(showcallerAnnotations.githubProjectSlug) ??
    annotation(showcallerAnnotations.gitlabProjectSlug)
  )?.toLowerCase();
  const tier = Number(annotation(showcallerAnnotations.tier));
  return {
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title,
    owner: entity.relations?.find(r => r.type === RELATION_OWNED_BY)?.targetRef,
    repository,
    gitLocation: annotation(showcallerAnnotations.gitRepository),
    gitPath:
      folder(annotation(showcallerAnnotations.gitPath)) ??
      folderOfSourceLocation(annotation(ANNOTATION_SOURCE_LOCATION)),
    environments: readEnvironments(
      annotation(showcallerAnnotations.environments),
      tierOfName,
    ),
    strategyTable: annotation(showcallerAnnotations.strategy) ?? 'canary',
    tier: Number.isInteger(tier) && tier >= 1 && tier <= 4 ? tier : undefined,
    annotations: entity.metadata.annotations ?? {},
    ...(entity.metadata.labels && { labels: entity.metadata.labels }),
  };
}

/**
 * `payments-prod=production, payments-stage` → lower-case name to tier. A name without a tier, or with a word that is
 * no tier, gets the tier that `tierOfName` gives to it.
 */
export function readEnvironments(
  annotation: string | undefined,
  tierOfName: (environment: string) => EnvironmentTier,
): Map<string, EnvironmentTier> {
  const environments = new Map<string, EnvironmentTier>();
  for (const part of annotation?.split(',') ?? []) {
    const [name, word] = part.split('=').map(text => text.trim().toLowerCase());
    if (name) {
      environments.set(
        name,
        environmentTiers.find(tier => tier === word) ??
          tierOfName(word || name),
      );
    }
  }
  return environments;
}

/**
 * Folder of `url:https://host/owner/repo/tree/main/services/x/`, and of the same with `blob` and a file, or with
 * GitLab's `/-/tree/`. Undefined for the repository's top. The branch is taken to be one path segment.
 */
export function folderOfSourceLocation(
  location: string | undefined,
): string | undefined {
  const match = location?.match(
    /^url:https?:\/\/[^/]+\/[^?#]+?\/(?:-\/)?(tree|blob)\/[^/]+\/([^?#]*)/,
  );
  if (!match) {
    return undefined;
  }
  const path = decodeURIComponentSafely(match[2]);
  return folder(match[1] === 'blob' ? path.replace(/(^|\/)[^/]*$/, '') : path);
}

function folder(path: string | undefined): string | undefined {
  const segments = path
    ?.split('/')
    .filter(segment => segment !== '' && segment !== '.');
  return segments?.length ? segments.join('/') : undefined;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
