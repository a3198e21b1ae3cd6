import {
  readWorkList,
  type BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GithubApi } from '../api/GithubApi';
import { runGithubTask, type GithubTask } from './githubTasks';
import { githubTarget } from './githubTarget';
import { createGithubApiMapper } from './mapGithubApi';

/**
 * Reads the past of a repository from GitHub's REST API: deployments with their statuses, workflow runs with their earlier
 * attempts and jobs, and merged pull requests. One request for each page.
 */
export function createGithubBackfillSource(options: {
  api: GithubApi;
  identitySalt: string | undefined;
}): BackfillSource {
  const { api, identitySalt } = options;
  const targetOf = (annotations: Record<string, string>) =>
    githubTarget(annotations, api.config);
  return {
    id: 'github',
    mapper: createGithubApiMapper({ identitySalt }),
    readFrom: api.config.apiBaseUrl,
    automaticDays: api.config.backfillDays,
    targetOf,
    readPage: async ({ annotations, cursor, since, signal }) => {
      const target = targetOf(annotations);
      if (!target) {
        return { items: [], stage: 'no repository is named any more' };
      }
      return readWorkList<GithubTask>({
        cursor,
        first: [{ do: 'repository' }],
        run: task =>
          runGithubTask(task, { api, target: target.id, since, signal }),
      });
    },
  };
}
