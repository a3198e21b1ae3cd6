import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  Payload,
  webAddress,
  type EventMapper,
} from '@showcaller/backstage-plugin-showcaller-node';
import { mapBuild } from './mapBuild';
import { mapTestReport } from './mapTestReport';

/** What the mappers of one item share. */
export interface JenkinsItem {
  document: Payload;
  /** `owner/repo`, lower case. */
  repository: string;
  /** Full name of the job. */
  job: string;
  /** Environment that the job deploys to. */
  environment?: string;
  build: Payload;
  /** `jenkins-folder/name-12`, with the instance when it is not the default one. */
  buildId: string;
  events: CdEventFactory;
}

/** What each kind of item becomes. */
const mappers: Record<string, (item: JenkinsItem) => CdEvent[]> = {
  build: mapBuild,
  test_report: mapTestReport,
};

/**
 * Maps what was read from Jenkins. A build is a pipeline run (`owner/repo#run-jenkins-folder/name-12.1`); of a job that
 * deploys it is a deployment as well.
 */
export function createJenkinsApiMapper(): EventMapper {
  return {
    id: 'jenkins-api',
    mapperVersion: '1',
    map: ({ eventType, body, receivedAt }) => {
      if (!Object.hasOwn(mappers, eventType)) {
        return { unmapped: `Nothing is made of ${eventType} of Jenkins' API` };
      }
      const document = Payload.parse(body);
      const about = document.requireChild('job');
      const repository = about.requireText('repository');
      const job = about.requireText('name');
      const instance = about.requireText('instance');
      const build = document.requireChild('build');
      const prefix = instance === 'default' ? '' : `${instance}:`;
      return {
        events: mappers[eventType]({
          document,
          repository,
          job,
          environment: about.text('environment'),
          build,
          buildId: `jenkins-${prefix}${job}-${build.requireId('number')}`,
          events: CdEventFactory.create({
            vendor: 'jenkins',
            eventType: `api ${eventType}`,
            body,
            receivedAt,
            repository,
            source:
              webAddress(about.text('url')) ??
              `https://jenkins.invalid/${encodeURI(job)}`,
          }),
        }),
      };
    },
  };
}
