import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  type Payload,
  repositoryName,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { milliseconds } from './milliseconds';

/** A build that Igor saw at a CI system; the system's own webhooks tell more of it. */
export function mapBuild(
  event: Payload,
  created: {
    vendor: string;
    eventType: string;
    body: Buffer;
    receivedAt: string;
  },
): CdEvent[] {
  const content = event.requireChild('content');
  const project = content.requireChild('project');
  const build = project.requireChild('lastBuild');
  const scm = build.children('scm')[0];
  const sha = scm?.text('sha1')?.toLowerCase();
  const repository = repositoryName(scm?.text('remoteUrl'));
  const key = `igor/${content.text('master') ?? 'unknown'}`;
  const startedAt = milliseconds(build, 'timestamp');
  const duration = build.number('duration');
  const building = build.flag('building') ?? false;
  const events = CdEventFactory.create({
    ...created,
    repository: repository ?? key,
    source: `/${key.split('/').map(encodeURIComponent).join('/')}`,
  });
  return [
    events.create(building ? 'build.started' : 'build.finished', {
      subjectId: `${key}/${project.requireText('name')}#${build.requireId(
        'number',
      )}`,
      content: {},
      at:
        !building && startedAt && duration
          ? new Date(Date.parse(startedAt) + duration).toISOString()
          : startedAt,
      sha,
      data: {
        repository: repository ?? key,
        sha,
        rawOutcome: build.text('result'),
        url: webAddress(build.text('url')),
        artifacts: build
          .children('artifacts')
          .flatMap(artifact => artifact.text('fileName') ?? [])
          .slice(0, 50),
      },
    }),
  ];
}
