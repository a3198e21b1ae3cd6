import type { ShowcallerEventData } from '@showcaller/backstage-plugin-showcaller-common';
import type { StoredEvent } from '../types';

/** Types by a short name, as a source's mapper gives them. */
const types = {
  changeCreated: 'dev.cdevents.change.created.0.4.0',
  changeMerged: 'dev.cdevents.change.merged.0.3.0',
  runQueued: 'dev.cdevents.pipelinerun.queued.0.3.0',
  runStarted: 'dev.cdevents.pipelinerun.started.0.3.0',
  runFinished: 'dev.cdevents.pipelinerun.finished.0.3.0',
  taskStarted: 'dev.cdevents.taskrun.started.0.3.0',
  taskFinished: 'dev.cdevents.taskrun.finished.0.3.0',
  requested: 'dev.cdeventsx.showcaller-deployment.requested.0.1.0',
  started: 'dev.cdeventsx.showcaller-deployment.started.0.1.0',
  failed: 'dev.cdeventsx.showcaller-deployment.failed.0.1.0',
  deployed: 'dev.cdevents.service.deployed.0.3.0',
  deactivated: 'dev.cdeventsx.showcaller-deployment.deactivated.0.1.0',
  packaged: 'dev.cdevents.artifact.packaged.0.3.0',
} as const;

export type EventName = keyof typeof types;

/** Minutes after a fixed moment, as RFC 3339. */
export function at(minutes: number): string {
  return new Date(
    Date.UTC(2026, 5, 1) + Math.round(minutes * 60_000),
  ).toISOString();
}

function subjectId(data: ShowcallerEventData): string {
  switch (data.kind) {
    case 'change':
      return `${data.repository}@${data.sha}`;
    case 'pipelineRun':
      return `${data.repository}#run-${data.runId}.${data.attempt}`;
    case 'taskRun':
      return `${data.repository}#task-${data.runId}`;
    case 'deployment':
      return `${data.repository}#deployment-${data.deploymentId}`;
    default:
      return data.purl;
  }
}

/** An event as the ingest room hands it over. */
export function event(
  name: EventName,
  data: ShowcallerEventData,
  options: {
    minutes: number;
    receivedAt?: string;
    content?: Record<string, unknown>;
  },
): StoredEvent {
  const occurredAt = at(options.minutes);
  const subject = subjectId(data);
  const id = `${subject} ${name} ${options.minutes}`;
  return {
    id,
    rawId: `raw ${id}`,
    type: types[name],
    subjectId: subject,
    occurredAt,
    receivedAt: options.receivedAt ?? occurredAt,
    event: {
      context: {
        specversion: '0.5.1',
        id,
        source: `https://github.com/${data.repository}`,
        type: types[name],
        timestamp: occurredAt,
      },
      subject: { id: subject, content: options.content ?? {} },
      customData: data,
    },
  };
}

/** An event of a deployment of `shop/web`, or of another repository. */
export function deploymentEvent(
  name: EventName,
  deployment: {
    id: string;
    minutes: number;
    sha?: string;
    environment?: string;
    repository?: string;
    entity?: string;
    requestedAt?: string;
    receivedAt?: string;
  },
): StoredEvent {
  const { id, minutes, receivedAt, ...data } = deployment;
  return event(
    name,
    {
      kind: 'deployment',
      deploymentId: id,
      repository: 'shop/web',
      sha: `sha-${id}`,
      environment: 'production',
      ...data,
    },
    { minutes, receivedAt },
  );
}
