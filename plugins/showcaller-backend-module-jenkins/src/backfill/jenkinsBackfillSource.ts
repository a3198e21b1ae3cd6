import {
  readWorkList,
  type BackfillSource,
  type VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { JenkinsConfig } from '../api/readJenkinsConfig';
import { createJenkinsApiMapper } from '../mapping/mapJenkinsApi';
import { jenkinsTarget } from './jenkinsTarget';
import {
  firstJenkinsTasks,
  runJenkinsTask,
  type JenkinsTask,
} from './jenkinsTasks';

/**
 * Reads the past of jobs from Jenkins: builds, newest first, and their test reports. One request for each page, with a pause
 * after each.
 */
export function createJenkinsBackfillSource(options: {
  /** By name of the instance. */
  clients: Map<string, VendorClient>;
  config: Pick<JenkinsConfig, 'requestDelayMs' | 'backfillDays'> & {
    instances: Array<{ name: string; baseUrl: string }>;
  };
  now?: () => Date;
}): BackfillSource {
  const { clients, config } = options;
  const now = options.now ?? (() => new Date());
  const instances = config.instances.map(({ name }) => name);
  const targetOf = (annotations: Record<string, string>) =>
    jenkinsTarget(annotations, { instances });
  return {
    id: 'jenkins',
    mapper: createJenkinsApiMapper(),
    readFrom: config.instances.map(({ baseUrl }) => baseUrl).join(', '),
    automaticDays: config.backfillDays,
    targetOf: annotations => {
      const target = targetOf(annotations);
      return target && { id: target.id, repository: target.repository };
    },
    readPage: async ({ annotations, cursor, since, signal }) => {
      const target = targetOf(annotations);
      if (!target) {
        return { items: [], stage: 'no job is named any more' };
      }
      return readWorkList<JenkinsTask>({
        cursor,
        first: firstJenkinsTasks(target),
        run: task =>
          runJenkinsTask(task, {
            clients,
            since,
            signal,
            waitUntil: new Date(
              now().getTime() + config.requestDelayMs,
            ).toISOString(),
          }),
      });
    },
  };
}
