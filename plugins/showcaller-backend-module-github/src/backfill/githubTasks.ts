import type { JsonObject, JsonValue } from '@backstage/types';
import {
  createBackfillItems,
  type BackfillStep,
} from '@showcaller/backstage-plugin-showcaller-node';
import { compactDeployment, type CompactDeployment } from './compactDeployment';
import {
  get,
  getList,
  getListOrNothing,
  getOrNothing,
  type GithubReading,
} from './githubReading';

const PER_PAGE = 100;
/** Each deployment of a page waits in the cursor until its statuses are read. */
const DEPLOYMENTS_PER_PAGE = 50;

/** What items say of their repository, as webhooks do. */
type RepositoryPart = {
  full_name: string;
  html_url: string;
  default_branch: string;
};

/** One request of a backfill, as it is kept in the cursor. */
export type GithubTask = JsonObject &
  (
    | { do: 'repository' }
    | ({ repository: RepositoryPart; page: number } & (
        | { do: 'deployments' }
        | { do: 'runs' }
        | { do: 'pulls' }
        | { do: 'statuses'; deployment: CompactDeployment }
        | { do: 'jobs'; run: number }
      ))
    | {
        do: 'attempt';
        repository: RepositoryPart;
        run: number;
        attempt: number;
      }
  );

type TaskOf<T extends GithubTask['do']> = Extract<GithubTask, { do: T }>;
type Step = BackfillStep<GithubTask>;

type Runner<T extends GithubTask['do']> = (
  task: TaskOf<T>,
  reading: GithubReading,
) => Promise<Step>;

const runners: { [T in GithubTask['do']]: Runner<T> } = {
  async repository(_task, reading) {
    const { json, waitUntil } = await get(reading, { parts: [] });
    const { full_name, html_url, default_branch } = json as RepositoryPart;
    const repository = { full_name, html_url, default_branch };
    return {
      items: [],
      stage: 'repository',
      waitUntil,
      then: (['deployments', 'runs', 'pulls'] as const).map(list => ({
        do: list,
        repository,
        page: 1,
      })),
    };
  },

  async deployments(task, reading) {
    const { repository, page } = task;
    const { list, waitUntil } = await getList(reading, {
      parts: ['deployments'],
      query: { per_page: DEPLOYMENTS_PER_PAGE, page },
    });
    const wanted = list.filter(one => isSince(one.created_at, reading));
    return {
      items: await createBackfillItems({
        eventType: 'deployment',
        documents: wanted.map(deployment => ({ repository, deployment })),
      }),
      stage: `deployments, page ${page}`,
      waitUntil,
      then: [
        ...wanted.map(one => ({
          do: 'statuses' as const,
          repository,
          deployment: compactDeployment(one),
          page: 1,
        })),
        ...nextPage(task, { list, wanted, perPage: DEPLOYMENTS_PER_PAGE }),
      ],
    };
  },

  async statuses(task, reading) {
    const { repository, deployment, page } = task;
    const { list, waitUntil } = await getListOrNothing(reading, {
      parts: ['deployments', deployment.id, 'statuses'],
      query: { per_page: PER_PAGE, page },
    });
    return {
      items: await createBackfillItems({
        eventType: 'deployment_status',
        documents: list.map(deployment_status => ({
          repository,
          deployment,
          deployment_status,
        })),
      }),
      stage: `statuses of deployment ${deployment.id}`,
      waitUntil,
      then: nextPage(task, { list, wanted: list }),
    };
  },

  async runs(task, reading) {
    const { repository, page } = task;
    const { list, waitUntil } = await getList(reading, {
      parts: ['actions', 'runs'],
      query: { exclude_pull_requests: true, per_page: PER_PAGE, page },
      within: 'workflow_runs',
    });
    const wanted = list.filter(one => isSince(one.created_at, reading));
    return {
      items: await createBackfillItems({
        eventType: 'workflow_run',
        documents: wanted.map(workflow_run => ({ repository, workflow_run })),
      }),
      stage: `workflow runs, page ${page}`,
      waitUntil,
      then: [
        ...wanted.flatMap(one => ofRun(one, repository, reading)),
        ...nextPage(task, { list, wanted }),
      ],
    };
  },

  async attempt({ repository, run, attempt }, reading) {
    const { json, waitUntil } = await getOrNothing(reading, {
      parts: ['actions', 'runs', run, 'attempts', attempt],
      query: { exclude_pull_requests: true },
    });
    return {
      items:
        json === undefined
          ? []
          : await createBackfillItems({
              eventType: 'workflow_run',
              documents: [{ repository, workflow_run: json }],
            }),
      stage: `attempt ${attempt} of workflow run ${run}`,
      waitUntil,
    };
  },

  async jobs(task, reading) {
    const { repository, run, page } = task;
    const { list, waitUntil } = await getListOrNothing(reading, {
      parts: ['actions', 'runs', run, 'jobs'],
      query: { filter: 'all', per_page: PER_PAGE, page },
      within: 'jobs',
    });
    return {
      items: await createBackfillItems({
        eventType: 'workflow_job',
        documents: list.map(workflow_job => ({ repository, workflow_job })),
      }),
      stage: `jobs of workflow run ${run}`,
      waitUntil,
      then: nextPage(task, { list, wanted: list }),
    };
  },

  async pulls(task, reading) {
    const { repository, page } = task;
    const { list, waitUntil } = await getList(reading, {
      parts: ['pulls'],
      query: {
        state: 'closed',
        sort: 'updated',
        direction: 'desc',
        per_page: PER_PAGE,
        page,
      },
    });
    const wanted = list.filter(one => isSince(one.updated_at, reading));
    return {
      items: await createBackfillItems({
        eventType: 'pull_request',
        documents: wanted
          .filter(one => isSince(one.merged_at, reading))
          .map(pull_request => ({ repository, pull_request })),
      }),
      stage: `merged pull requests, page ${page}`,
      waitUntil,
      then: nextPage(task, { list, wanted }),
    };
  },
};

/** Does one task. */
export function runGithubTask(
  task: GithubTask,
  reading: GithubReading,
): Promise<Step> {
  const run = runners[task.do] as Runner<GithubTask['do']>;
  return run(task as never, reading);
}

/** Earlier attempts, which the listing leaves out, and the jobs of all of them. */
function ofRun(
  run: JsonObject,
  repository: RepositoryPart,
  { api }: GithubReading,
): GithubTask[] {
  const id = Number(run.id);
  const attempts = Number(run.run_attempt ?? 1);
  return [
    ...Array.from({ length: attempts - 1 }, (_, index) => ({
      do: 'attempt' as const,
      repository,
      run: id,
      attempt: index + 1,
    })),
    ...(api.config.jobs
      ? [{ do: 'jobs' as const, repository, run: id, page: 1 }]
      : []),
  ];
}

/** Listings are newest first: a page that is not full, or ends before the wanted time, is the last one. */
function nextPage<T extends GithubTask & { page: number }>(
  task: T,
  page: { list: JsonObject[]; wanted: JsonObject[]; perPage?: number },
): T[] {
  const { list, wanted, perPage = PER_PAGE } = page;
  return list.length < perPage || !wanted.includes(list[list.length - 1])
    ? []
    : [{ ...task, page: task.page + 1 }];
}

function isSince(
  time: JsonValue | undefined,
  { since }: GithubReading,
): boolean {
  return typeof time === 'string' && Date.parse(time) >= Date.parse(since);
}
