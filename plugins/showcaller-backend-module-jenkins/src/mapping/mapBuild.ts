import type {
  CdEvent,
  DeploymentData,
  PipelineRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  webAddress,
  type EventName,
  type Payload,
} from '@showcaller/backstage-plugin-showcaller-node';
import {
  buildAddress,
  buildFacts,
  environmentOf,
  type BuildFacts,
} from './buildFacts';
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

/** How far a build has come. */
export interface BuildProgress {
  /** Whether it waits to be run. */
  queued?: boolean;
  /** When that became known; RFC 3339, like the others. */
  at?: string;
  /** When it began, to the second or so; of a waiting one, when it was asked for. */
  begunAt?: string;
  /** Whether its begin is told by an event of its own, because nobody may have told it before. */
  tellsBegin?: boolean;
  /** Exact begin. */
  startedAt?: string;
  /** Exact end; absent while it runs. */
  finishedAt?: string;
  /** Absent while it runs. */
  result?: string;
}

/** A build: a pipeline run, and a deployment when its job deploys and the commit is known. */
export function mapBuild(item: JenkinsItem): CdEvent[] {
  return mapBuildProgress(item, progressOf(item.build));
}

/** The same, of a build whose progress is told in another way than the API's. */
export function mapBuildProgress(
  item: JenkinsItem,
  progress: BuildProgress,
): CdEvent[] {
  const { build, environment } = item;
  const facts = factsOf(item);
  const deployed = environmentOf(build, environment);
  const { tellsBegin, begunAt } = progress;
  return [
    ...(tellsBegin ? [runEvent(item, facts, { at: begunAt })] : []),
    runEvent(item, facts, progress),
    ...(deployed === undefined || facts.sha === undefined
      ? []
      : deploymentEvents(
          { ...item, environment: deployed },
          facts.sha,
          progress,
        )),
  ];
}

/** What the actions of a build tell, of which a deploying one trusts its parameters. */
export function factsOf(item: JenkinsItem): BuildFacts {
  const { build, repository, environment } = item;
  return buildFacts(build, { repository, deploys: environment !== undefined });
}

/** Jenkins counts milliseconds since 1970, and the duration from then on. */
function progressOf(build: Payload): BuildProgress {
  const timestamp = build.number('timestamp');
  const result = build.text('result');
  const running = build.flag('building') ?? result === undefined;
  if (timestamp === undefined) {
    return { result: running ? undefined : result };
  }
  const duration = build.number('duration') ?? 0;
  const startedAt = new Date(timestamp).toISOString();
  const finishedAt = new Date(timestamp + duration).toISOString();
  return running
    ? { startedAt, begunAt: startedAt, at: startedAt }
    : {
        startedAt,
        begunAt: startedAt,
        at: finishedAt,
        finishedAt,
        result: result ?? 'unknown',
      };
}

function runEvent(
  item: JenkinsItem,
  facts: BuildFacts,
  progress: BuildProgress,
): CdEvent {
  const { build, repository, job, buildId, events } = item;
  const { queued, at, startedAt, finishedAt, result } = progress;
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
  const running = queued ? 'pipelinerun.queued' : 'pipelinerun.started';
  return events.create(
    result === undefined ? running : 'pipelinerun.finished',
    {
      subjectId: `${repository}#run-${buildId}.1`,
      content: {
        pipelineName: job,
        // CDEvents wants an address also where Jenkins was not told its own.
        uri: url ?? webAddress(`https://jenkins.invalid/${job}/${buildId}`),
        ...(result !== undefined && { outcome: outcomes[result] ?? 'error' }),
      },
      at,
      sha,
      data,
    },
  );
}

function deploymentEvents(
  item: JenkinsItem & { environment: string },
  sha: string,
  progress: BuildProgress,
): CdEvent[] {
  const { build, repository, environment, buildId, events } = item;
  const { queued, at, begunAt, startedAt, result } = progress;
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
      ? ['deployment', queued ? 'queued' : 'started']
      : deployments[result] ?? ['deployment', 'updated'];
  return [
    events.create(['deployment', 'requested'], {
      ...common,
      at: begunAt,
      data,
    }),
    events.create(outcome, {
      ...common,
      at,
      data: { ...data, rawStatus: result },
    }),
  ];
}
