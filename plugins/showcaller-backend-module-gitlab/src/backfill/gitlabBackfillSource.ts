import {
  readWorkList,
  type BackfillSource,
  type VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabApiConfig } from '../api/readGitlabApiConfig';
import { createGitlabApiMapper } from '../mapping/mapGitlabApi';
import { gitlabTarget } from './gitlabTarget';
import { runGitlabTask, type GitlabTask } from './gitlabTasks';

/**
 * Reads the past of a project from GitLab's REST API: deployments, pipelines with their jobs and test reports, and merged
 * merge requests. One request for each page.
 */
export function createGitlabBackfillSource(options: {
  client: VendorClient;
  config: Omit<GitlabApiConfig, 'token'>;
  identitySalt: string | undefined;
}): BackfillSource {
  const { client, config, identitySalt } = options;
  const targetOf = (annotations: Record<string, string>) =>
    gitlabTarget(annotations, config);
  return {
    id: 'gitlab',
    mapper: createGitlabApiMapper({ identitySalt }),
    readFrom: config.apiBaseUrl,
    automaticDays: config.backfillDays,
    targetOf: annotations => {
      const target = targetOf(annotations);
      return target && { id: target.id, repository: target.repository };
    },
    readPage: async ({ annotations, cursor, since, signal }) => {
      const target = targetOf(annotations);
      if (!target) {
        return { items: [], stage: 'no project is named any more' };
      }
      const { jobs } = config;
      return readWorkList<GitlabTask>({
        cursor,
        first: [{ do: 'project' }],
        run: task =>
          runGitlabTask(task, { client, target, jobs, since, signal }),
      });
    },
  };
}
