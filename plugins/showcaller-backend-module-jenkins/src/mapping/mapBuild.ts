import type {
  CdEvent,
  DeploymentData,
  PipelineRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type {
  EventName,
  Payload,
} from '@showcaller/backstage-plugin-showcaller-node';
import { buildAddress, buildFacts, type BuildFacts } from './buildFacts';
import type { JenkinsItem } from './mapJenkinsApi';

/** CDEvents' word for how builds end. A build is unstable when tests failed. */
const outcomes: Record<string, 'success' | 'failure' | 'cancel' | 'error'> = {
  SUCCESS: 'success',
  UNSTABLE: 'failure',
  FAILURE: 'failure',
  ABORTED: 'cancel',
  NOT_BUILT: 'cancel',
};

/** What became of the deployment of a build. Unstable is not fatal: what was to be deployed is. */
const deployments: Record<string, EventName> = {
  SUCCESS: 'service.deployed',
  UNSTABLE: 'service.deployed',
  FAILURE: ['deployment', 'failed'],
  ABORTED: ['deployment', 'cancelled'],
  NOT_BUILT: ['deployment', 'cancelled'],
};

interface BuildTimes {
  startedAt?: string;
  /** Absent while it runs. */
  finishedAt?: string;
  /** Absent while it runs. */
  result?: string;
}

/** A build: a pipeline run, and a deployment when its job deploys and the commit is known. */
export function mapBuild(item: JenkinsItem): CdEvent[] {
  const { build, repository, environment } = item;
  const facts = buildFacts(build, {
    repository,
    deploys: environment !== undefined,
  });
  const times = timesOf(build);
  return [
    runEvent(item, facts, times),
    ...(environment === undefined || facts.sha === undefined
      ? []
      : deploymentEvents({ ...item, environment }, facts.sha, times)),
  ];
}

/** Jenkins counts milliseconds since 1970, and the duration from then on. */
function timesOf(build: Payload): BuildTimes {
  const timestamp = build.number('timestamp');
  const result = build.text('result');
  const running = build.flag('building') ?? result === undefined;
  if (timestamp === undefined) {
    return { result: running ? undefined : result };
  }
  const duration = build.number('duration') ?? 0;
  return {
    startedAt: new Date(timestamp).toISOString(),
    ...(!running && {
      result: result ?? 'unknown',
      finishedAt: new Date(timestamp + duration).toISOString(),
    }),
  };
}

function runEvent(
  item: JenkinsItem,
  facts: BuildFacts,
  times: BuildTimes,
): CdEvent {
  const { build, repository, job, buildId, events } = item;
  const { startedAt, finishedAt, result } = times;
  const { sha, branch, trigger } = facts;
  const url = buildAddress(build);
  const data: PipelineRunData = {
    kind: 'pipelineRun',
    repository,
    sha,
    branch,
    runId: buildId,
    attempt: 1,
    runNumber: build.number('number'),
    url,
    trigger,
    startedAt,
    finishedAt,
    rawOutcome: result,
  };
  return events.create(
    result === undefined ? 'pipelinerun.started' : 'pipelinerun.finished',
    {
      subjectId: `${repository}#run-${buildId}.1`,
      content: {
        pipelineName: job,
        uri: url,
        ...(result !== undefined && { outcome: outcomes[result] ?? 'error' }),
      },
      at: finishedAt ?? startedAt,
      sha,
      data,
    },
  );
}

function deploymentEvents(
  item: JenkinsItem & { environment: string },
  sha: string,
  times: BuildTimes,
): CdEvent[] {
  const { build, repository, environment, buildId, events } = item;
  const { startedAt, finishedAt, result } = times;
  const data: DeploymentData = {
    kind: 'deployment',
    repository,
    deploymentId: buildId,
    sha,
    environment,
    url: buildAddress(build),
    requestedAt: startedAt,
  };
  const common = {
    subjectId: `${repository}#deployment-${buildId}`,
    content: {
      environment: { id: environment },
      artifactId: `pkg:generic/${repository}@${sha}`,
    },
    sha,
  };
  const outcome: EventName =
    result === undefined
      ? ['deployment', 'started']
      : deployments[result] ?? ['deployment', 'updated'];
  return [
    events.create(['deployment', 'requested'], {
      ...common,
      at: startedAt,
      data,
    }),
    events.create(outcome, {
      ...common,
      at: finishedAt ?? startedAt,
      data: { ...data, rawStatus: result },
    }),
  ];
}
