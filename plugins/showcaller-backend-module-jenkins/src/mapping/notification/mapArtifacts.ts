import type {
  ArtifactData,
  CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  webAddress,
  type Payload,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { BuildProgress } from '../mapBuild';
import type { JenkinsItem } from '../mapJenkinsApi';

/** A build that archives more keeps reports, not artifacts. */
const MOST_ARTIFACTS = 50;

/** What a successful build archived. Jenkins tells no digest. */
export function mapArtifacts(
  item: JenkinsItem,
  build: Payload,
  progress: BuildProgress,
  sha: string | undefined,
): CdEvent[] {
  const { repository, events } = item;
  const artifacts = build.child('artifacts');
  const version = item.build.requireId('number');
  return (artifacts?.fieldNames() ?? []).slice(0, MOST_ARTIFACTS).map(name => {
    const file = artifacts?.child(name);
    const purl = `pkg:generic/${repository}/${encoded(name)}@${version}`;
    const data: ArtifactData = {
      kind: 'artifact',
      repository,
      purl,
      sha,
      version,
      url: webAddress(file?.text('archive') ?? file?.text('s3')),
    };
    return events.create('artifact.published', {
      subjectId: purl,
      content: {},
      at: progress.at,
      sha,
      data,
    });
  });
}

function encoded(name: string): string {
  return name
    .split('/')
    .map(part => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, '_')))
    .join('/');
}
