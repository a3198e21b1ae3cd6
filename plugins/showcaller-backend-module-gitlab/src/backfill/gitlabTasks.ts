import type { JsonObject } from '@backstage/types';
import {
  createBackfillItems,
  type BackfillStep,
  type VendorRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import {
  get,
  getList,
  getOrNothing,
  type GitlabReading,
} from './gitlabReading';
import { testDocument } from './testDocument';

const PER_PAGE = 100;
/** Each pipeline of a page waits in the cursor until its jobs and tests are read. */
const PIPELINES_PER_PAGE = 50;
/** A longer test report is left out: reading it would hold everything else up. */
const LONGEST_REPORT = 4 * 1024 * 1024;

/** What items say of their project. */
export type ProjectPart = {
  repository: string;
  web_url: string;
  default_branch: string;
};

/** What a test report is of. */
export type PipelinePart = {
  id: number;
  sha: string;
  finished_at: string;
  web_url: string;
};

/** One request of a backfill, as it is kept in the cursor. */
export type GitlabTask = JsonObject &
  (
    | { do: 'project' }
    | { do: 'pipeline'; project: ProjectPart; id: number }
    | { do: 'tests'; project: ProjectPart; pipeline: PipelinePart }
    | ({ project: ProjectPart; page: number } & (
        | { do: 'deployments' }
        | { do: 'pipelines' }
        | { do: 'mergeRequests' }
        | { do: 'jobs'; id: number }
      ))
  );

type TaskOf<T extends GitlabTask['do']> = Extract<GitlabTask, { do: T }>;
type Step = BackfillStep<GitlabTask>;

const runners: {
  [T in GitlabTask['do']]: (
    task: TaskOf<T>,
    reading: GitlabReading,
  ) => Promise<Step>;
} = {
  async project(_task, reading) {
    const { json, waitUntil } = await get(reading, { parts: [] });
    const { web_url, default_branch } = json as ProjectPart;
    const { repository } = reading.target;
    const project = { repository, web_url, default_branch };
    return {
      items: [],
      stage: 'project',
      waitUntil,
      then: (['deployments', 'pipelines', 'mergeRequests'] as const).map(
        list => ({ do: list, project, page: 1 }),
      ),
    };
  },

  async deployments(task, reading) {
    const { project, page } = task;
    const { list, next, waitUntil } = await getList(reading, {
      parts: ['deployments'],
      query: newestFirst(reading, { page, perPage: PER_PAGE }),
    });
    return {
      items: await createBackfillItems({
        eventType: 'deployment',
        documents: list.map(deployment => ({ project, deployment })),
      }),
      stage: `deployments, page ${page}`,
      waitUntil,
      then: next ? [{ ...task, page: page + 1 }] : [],
    };
  },

  async pipelines(task, reading) {
    const { project, page } = task;
    const { list, next, waitUntil } = await getList(reading, {
      parts: ['pipelines'],
      query: newestFirst(reading, { page, perPage: PIPELINES_PER_PAGE }),
    });
    return {
      items: [],
      stage: `pipelines, page ${page}`,
      waitUntil,
      then: [
        ...list.map(({ id }) => ({
          do: 'pipeline' as const,
          project,
          id: Number(id),
        })),
        ...(next ? [{ ...task, page: page + 1 }] : []),
      ],
    };
  },

  /** The listing does not tell when a pipeline began and ended. */
  async pipeline({ project, id }, reading) {
    const stage = `pipeline ${id}`;
    const { json, waitUntil } = await getOrNothing(reading, {
      parts: ['pipelines', id],
    });
    if (json === undefined) {
      return { items: [], stage };
    }
    const { sha, finished_at, web_url } = json as Partial<PipelinePart>;
    return {
      items: await createBackfillItems({
        eventType: 'pipeline',
        documents: [{ project, pipeline: json }],
      }),
      stage,
      waitUntil,
      then: reading.jobs
        ? [
            { do: 'jobs', project, id, page: 1 },
            ...(sha && finished_at
              ? [
                  {
                    do: 'tests' as const,
                    project,
                    pipeline: { id, sha, finished_at, web_url: web_url ?? '' },
                  },
                ]
              : []),
          ]
        : [],
    };
  },

  async jobs(task, reading) {
    const { project, id, page } = task;
    const { list, next, waitUntil } = await getList(reading, {
      parts: ['pipelines', id, 'jobs'],
      query: { include_retried: true, per_page: PER_PAGE, page },
      optional: true,
    });
    return {
      items: await createBackfillItems({
        eventType: 'job',
        documents: list.map(job => ({ project, job })),
      }),
      stage: `jobs of pipeline ${id}`,
      waitUntil,
      then: next ? [{ ...task, page: page + 1 }] : [],
    };
  },

  async tests({ project, pipeline }, reading) {
    const { json, waitUntil } = await getOrNothing(reading, {
      parts: ['pipelines', pipeline.id, 'test_report'],
      maxBytes: LONGEST_REPORT,
    });
    const stage = `tests of pipeline ${pipeline.id}`;
    const report = json as JsonObject | undefined;
    if (!report?.total_count) {
      return { items: [], stage, waitUntil };
    }
    return {
      items: await createBackfillItems({
        eventType: 'test_report',
        documents: [{ project, pipeline, test_report: report }],
      }),
      documents: [testDocument({ project, pipeline, report })],
      stage,
      waitUntil,
    };
  },

  async mergeRequests(task, reading) {
    const { project, page } = task;
    const { list, next, waitUntil } = await getList(reading, {
      parts: ['merge_requests'],
      query: {
        ...newestFirst(reading, { page, perPage: PER_PAGE }),
        state: 'merged',
      },
    });
    return {
      items: await createBackfillItems({
        eventType: 'merge_request',
        documents: list.map(merge_request => ({ project, merge_request })),
      }),
      stage: `merged merge requests, page ${page}`,
      waitUntil,
      then: next ? [{ ...task, page: page + 1 }] : [],
    };
  },
};

/** Does one task. */
export function runGitlabTask(
  task: GitlabTask,
  reading: GitlabReading,
): Promise<Step> {
  const run = runners[task.do];
  return run(task as never, reading);
}

/** What changes while the listing is read comes to its front: pages then repeat entries, and never leave one out. */
function newestFirst(
  { since }: GitlabReading,
  { page, perPage }: { page: number; perPage: number },
): VendorRequest['query'] {
  return {
    order_by: 'updated_at',
    sort: 'desc',
    updated_after: since,
    per_page: perPage,
    page,
  };
}
