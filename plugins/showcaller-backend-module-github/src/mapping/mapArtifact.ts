import type {
  ArtifactData,
  CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { MappingContext, predicateOf } from './MappingContext';

/** A published release is an artifact, and so is each of its files that has a digest. */
export function mapRelease(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const release = payload.requireChild('release');
  const tag = release.requireText('tag_name');
  const at =
    release.time('published_at') ??
    release.time('updated_at') ??
    release.time('created_at');
  const purl = `pkg:github/${repository}@${encodeURIComponent(tag)}`;
  if (action !== 'published' && action !== 'released') {
    return [
      context.event(['release', predicateOf(action)], {
        subjectId: purl,
        content: { tag },
        at,
      }),
    ];
  }
  const common = { version: tag, url: webAddress(release.text('html_url')) };
  const assets = release
    .children('assets')
    .filter(asset => asset.text('digest') !== undefined);
  return [
    artifactEvent(context, { purl, at, ...common }),
    ...assets.map(asset =>
      artifactEvent(context, {
        ...common,
        purl: `${purl}#${encodeURIComponent(asset.requireText('name'))}`,
        digest: asset.text('digest'),
        url: webAddress(asset.text('browser_download_url')),
        at,
      }),
    ),
  ];
}

/** A package in GitHub's registry (`package` and `registry_package` have the same content). */
export function mapPackage(context: MappingContext): CdEvent[] {
  const { payload, repository, action } = context;
  const published =
    payload.child('registry_package') ?? payload.requireChild('package');
  const version =
    published.child('package_version') ?? published.child('version');
  const type = (published.text('package_type') ?? 'generic').toLowerCase();
  const name = published.requireText('name');
  const purl = `pkg:${type === 'container' ? 'oci' : type}/${encodeURI(
    name.toLowerCase(),
  )}${versionSuffix(version)}`;
  const at = published.time('updated_at') ?? published.time('created_at');
  if (action !== 'published' && action !== 'updated') {
    return [
      context.event(['package', predicateOf(action)], {
        subjectId: purl,
        content: { name, repository },
        at,
      }),
    ];
  }
  return [
    artifactEvent(context, {
      purl,
      digest: digestOf(version),
      sha: version?.text('target_oid'),
      version: version?.text('version'),
      url: webAddress(version?.text('html_url') ?? published.text('html_url')),
      at,
    }),
  ];
}

function artifactEvent(
  context: MappingContext,
  options: Omit<ArtifactData, 'kind' | 'repository'> & { at?: string },
): CdEvent {
  const { at, ...facts } = options;
  const data: ArtifactData = {
    kind: 'artifact',
    repository: context.repository,
    ...facts,
  };
  return context.event('artifact.published', {
    subjectId: facts.purl,
    content: {},
    at,
    sha: facts.sha,
    data,
  });
}

function digestOf(version: Payload | undefined): string | undefined {
  const named = version?.text('version');
  return named?.startsWith('sha256:') ? named : undefined;
}

function versionSuffix(version: Payload | undefined): string {
  const named = version?.text('version');
  return named === undefined ? '' : `@${encodeURIComponent(named)}`;
}
