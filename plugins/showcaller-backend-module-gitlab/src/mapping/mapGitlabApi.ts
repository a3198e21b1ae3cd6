import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  Payload,
  webAddress,
  type EventMapper,
} from '@showcaller/backstage-plugin-showcaller-node';
import { mapDeployment } from './mapDeployment';
import { mapJob, mapPipeline } from './mapPipeline';
import { mapMergeRequest } from './mapMergeRequest';
import { mapTestReport } from './mapTestReport';

/** What the mappers of one item share. */
export interface GitlabItem {
  document: Payload;
  /** `group/project`, lower case. */
  repository: string;
  defaultBranch?: string;
  events: CdEventFactory;
  /** URI of the project. */
  source: string;
  identitySalt: string | undefined;
}

/** What each kind of item becomes. */
const mappers: Record<string, (item: GitlabItem) => CdEvent[]> = {
  deployment: mapDeployment,
  job: mapJob,
  merge_request: mapMergeRequest,
  pipeline: mapPipeline,
  test_report: mapTestReport,
};

/**
 * Maps what was read from GitLab's API. Ids of subjects carry `gitlab-`, so that a project that is mirrored to another
 * system under the same name is not mixed up with it: `group/project#run-gitlab-47.1`.
 */
export function createGitlabApiMapper(options: {
  identitySalt: string | undefined;
}): EventMapper {
  return {
    id: 'gitlab-api',
    mapperVersion: '1',
    map: ({ eventType, body, receivedAt }) => {
      if (!Object.hasOwn(mappers, eventType)) {
        return { unmapped: `Nothing is made of ${eventType} of GitLab's API` };
      }
      const document = Payload.parse(body);
      const project = document.requireChild('project');
      const repository = project.requireText('repository');
      const source =
        webAddress(project.text('web_url')) ??
        `https://gitlab.com/${encodeURI(repository)}`;
      return {
        events: mappers[eventType]({
          document,
          repository,
          source,
          defaultBranch: project.text('default_branch'),
          identitySalt: options.identitySalt,
          events: CdEventFactory.create({
            vendor: 'gitlab',
            eventType: `api ${eventType}`,
            body,
            receivedAt,
            repository,
            source,
          }),
        }),
      };
    },
  };
}
