import type { JsonObject } from '@backstage/types';
import {
  createBackfillItems,
  isVendorError,
  Payload,
  type BackfillStep,
  type VendorClient,
} from '@showcaller/backstage-plugin-showcaller-node';
import { jobPath } from '../api/createJenkinsClient';
import { buildFacts } from '../mapping/buildFacts';
import type { JenkinsTarget } from './jenkinsTarget';
import { testDocument } from './testDocument';

const BUILDS_PER_PAGE = 50;
/** Branches of a job, and jobs of a folder: two levels, as `folder/job/branch`. */
const MOST_LEVELS = 2;
const MOST_JOBS = 500;
/** A longer test report is left out: reading it would hold everything else up. */
const LONGEST_REPORT = 4 * 1024 * 1024;
const LEFT_OUT = new Set(['not-found', 'too-large']);

const JOB_TREE = 'fullName,url,jobs[fullName]';
const BUILD_TREE =
  'number,url,result,building,timestamp,duration,actions[_class,urlName,failCount,skipCount,totalCount,lastBuiltRevision[SHA1,branch[name]],remoteUrls,causes[_class],parameters[name,value]]';
const SUITES_TREE = 'suites[name,cases[className,name,status,duration]]';
const REPORT_TREE = `${SUITES_TREE},childReports[result[${SUITES_TREE}]]`;

/** What items say of their job. */
export type JobPart = {
  repository: string;
  instance: string;
  name: string;
  url?: string;
  environment?: string;
};

/** What a test report is of. */
type TestedBuild = {
  number: number;
  url?: string;
  sha: string;
  finishedAt: string;
};

type Totals = { failed: number; skipped: number; total: number };

/** One request of a backfill, as it is kept in the cursor. */
export type JenkinsTask = JsonObject & { job: JobPart } & (
    | { do: 'job'; level: number }
    | { do: 'builds'; from: number }
    | { do: 'tests'; build: TestedBuild; totals: Totals }
  );

type TaskOf<T extends JenkinsTask['do']> = Extract<JenkinsTask, { do: T }>;
type Step = BackfillStep<JenkinsTask>;

/** What a task needs besides itself. */
export interface JenkinsReading {
  clients: Map<string, VendorClient>;
  since: string;
  /** When the next request may be sent. */
  waitUntil: string;
  signal: AbortSignal;
}

const runners: {
  [T in JenkinsTask['do']]: (
    task: TaskOf<T>,
    reading: JenkinsReading,
  ) => Promise<Step>;
} = {
  /** Whether it is a job or a folder of jobs. A branch that was deleted meanwhile is left out. */
  async job({ job, level }, reading) {
    const { waitUntil } = reading;
    const stage = `job ${job.name}`;
    const found = await get(reading, {
      job,
      path: '/api/json',
      tree: JOB_TREE,
      optional: level > 0,
    });
    if (!found) {
      return { items: [], stage, waitUntil };
    }
    const about = Payload.of(found);
    const url = about.text('url');
    const own: JobPart = { ...job, ...(url !== undefined && { url }) };
    const below = about
      .children('jobs')
      .flatMap(child => child.text('fullName') ?? [])
      .slice(0, MOST_JOBS);
    const then: JenkinsTask[] =
      below.length === 0 || level === MOST_LEVELS
        ? [{ do: 'builds', job: own, from: 0 }]
        : below.map(name => ({
            do: 'job',
            job: { ...job, name },
            level: level + 1,
          }));
    return { items: [], stage, waitUntil, then };
  },

  async builds({ job, from }, reading) {
    const { waitUntil } = reading;
    const to = from + BUILDS_PER_PAGE;
    const found = await get(reading, {
      job,
      path: '/api/json',
      tree: `allBuilds[${BUILD_TREE}]{${from},${to}}`,
    });
    const builds = listOf(found?.allBuilds);
    const since = Date.parse(reading.since);
    const wanted = builds.filter(({ timestamp }) => Number(timestamp) >= since);
    return {
      items: await createBackfillItems({
        eventType: 'build',
        documents: wanted.map(build => ({ job, build })),
      }),
      stage: `builds ${from + 1} to ${from + builds.length} of ${job.name}`,
      waitUntil,
      then: [
        ...wanted.flatMap(build => testsOf(Payload.of(build), job)),
        ...(wanted.length === BUILDS_PER_PAGE
          ? [{ do: 'builds' as const, job, from: to }]
          : []),
      ],
    };
  },

  async tests({ job, build, totals }, reading) {
    const { waitUntil } = reading;
    const stage = `tests of ${job.name} ${build.number}`;
    const found = await get(reading, {
      job,
      path: `/${build.number}/testReport/api/json`,
      tree: REPORT_TREE,
      optional: true,
      maxBytes: LONGEST_REPORT,
    });
    if (!found) {
      return { items: [], stage, waitUntil };
    }
    const { sha, finishedAt } = build;
    const { repository, name } = job;
    return {
      items: await createBackfillItems({
        eventType: 'test_report',
        documents: [{ job, build, totals, test_report: found }],
      }),
      documents: [
        testDocument({
          repository,
          job: name,
          sha,
          finishedAt,
          report: found,
        }),
      ],
      stage,
      waitUntil,
    };
  },
};

/** Does one task. */
export function runJenkinsTask(
  task: JenkinsTask,
  reading: JenkinsReading,
): Promise<Step> {
  const run = runners[task.do];
  return run(task as never, reading);
}

/** What a backfill of a target begins with. */
export function firstJenkinsTasks({
  jobs,
  repository,
}: JenkinsTarget): JenkinsTask[] {
  return jobs.map(({ instance, job, environment }) => ({
    do: 'job',
    job: {
      repository,
      instance,
      name: job,
      ...(environment !== undefined && { environment }),
    },
    level: 0,
  }));
}

/** Tests of a finished build whose commit is known. */
function testsOf(build: Payload, job: JobPart): JenkinsTask[] {
  const { sha, tests } = buildFacts(build, {
    repository: job.repository,
    deploys: job.environment !== undefined,
  });
  const number = build.number('number');
  const ended =
    (build.number('timestamp') ?? 0) + (build.number('duration') ?? 0);
  if (!sha || !tests?.total || number === undefined || build.flag('building')) {
    return [];
  }
  const url = build.text('url');
  return [
    {
      do: 'tests',
      job,
      build: {
        number,
        ...(url !== undefined && { url }),
        sha,
        finishedAt: new Date(ended).toISOString(),
      },
      totals: tests,
    },
  ];
}

async function get(
  reading: JenkinsReading,
  wanted: {
    job: JobPart;
    path: string;
    tree: string;
    /** Whether it may be gone, or too long, and is then left out. */
    optional?: boolean;
    maxBytes?: number;
  },
): Promise<JsonObject | undefined> {
  const { job, path, tree, optional, maxBytes } = wanted;
  const client = reading.clients.get(job.instance);
  if (!client) {
    throw new Error(
      `There is no '${job.instance}' among showcaller.jenkins.instances any more`,
    );
  }
  try {
    const { json } = await client.request({
      path: `${jobPath(job.name)}${path}`,
      query: { tree },
      maxBytes,
      signal: reading.signal,
    });
    if (typeof json !== 'object' || json === null) {
      throw new Error(`Jenkins' answer about ${job.name} is no JSON object`);
    }
    return json as JsonObject;
  } catch (error) {
    if (optional && isVendorError(error) && LEFT_OUT.has(error.kind)) {
      return undefined;
    }
    throw error;
  }
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value)
    ? value.filter(one => typeof one === 'object' && one !== null)
    : [];
}
