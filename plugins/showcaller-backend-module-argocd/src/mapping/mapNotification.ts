import type {
  CdEvent,
  DeploymentData,
  PipelineRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  type EventName,
  type MappingResult,
  Payload,
  type StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { EnvironmentRule } from './environmentOf';
import { stepOf, type Step } from './historyOf';
import { readApplication, type Application } from './readApplication';

type Make = (app: Application, events: CdEventFactory) => CdEvent[];

const deployed: Record<Step, EventName> = {
  first: 'service.deployed',
  upgrade: 'service.upgraded',
  rollback: 'service.rolledback',
};

/** What becomes of each notification, by the event that the template names. */
const notifications: Record<string, Make> = {
  'app-sync-running': (app, events) => [
    runEvent(app, events, 'pipelinerun.started'),
    ...deploymentEvent(app, events, ['deployment', 'started']),
  ],
  'app-sync-succeeded': (app, events) => [
    runEvent(app, events, 'pipelinerun.finished'),
  ],
  'app-deployed': (app, events) => [
    runEvent(app, events, 'pipelinerun.finished'),
    ...deploymentEvent(
      app,
      events,
      deployed[stepOf(app.history, app.revision ?? '')],
    ),
  ],
  'app-sync-failed': (app, events) => [
    runEvent(app, events, 'pipelinerun.finished'),
    ...deploymentEvent(app, events, ['deployment', 'failed']),
  ],
  'app-health-degraded': (app, events) => [healthEvent(app, events)],
  // Of the catalog of Argo CD; the template that comes with Showcaller does not send them.
  'app-created': (app, events) => [applicationEvent(app, events, 'created')],
  'app-deleted': (app, events) => [applicationEvent(app, events, 'deleted')],
  'app-sync-status-unknown': (app, events) => [
    applicationEvent(app, events, 'unknown'),
  ],
};

/** Maps one notification of the template in `examples/argocd`. */
export function mapNotification(
  webhook: StoredWebhook,
  environments: EnvironmentRule[],
): MappingResult {
  const { body, receivedAt } = webhook;
  const payload = Payload.parse(body);
  const event = payload.requireText('event');
  if (!Object.hasOwn(notifications, event)) {
    return {
      unmapped: `Showcaller has no use for Argo CD's ${event}; it knows ${Object.keys(
        notifications,
      ).join(', ')}`,
    };
  }
  const app = readApplication(payload, environments);
  const events = CdEventFactory.create({
    vendor: 'argocd',
    eventType: event,
    body,
    receivedAt,
    repository: app.repository ?? keyOf(app),
    source: app.url ?? `argocd:${encodeURIComponent(app.name)}`,
  });
  return { events: notifications[event](app, events) };
}

/** Stands for the repository of an application that has none. */
function keyOf({ name, namespace }: Application): string {
  return `argocd/${namespace ?? 'argocd'}/${name}`;
}

/** An operation (a sync) is a run. */
function runEvent(
  app: Application,
  events: CdEventFactory,
  name: 'pipelinerun.started' | 'pipelinerun.finished',
): CdEvent {
  const { repository, operationId, startedAt, finishedAt, phase } = app;
  const finished = name === 'pipelinerun.finished';
  const data: PipelineRunData | undefined = repository
    ? {
        kind: 'pipelineRun',
        repository,
        sha: app.revision,
        branch: app.targetRevision,
        runId: operationId,
        attempt: 1,
        url: app.url,
        trigger: 'argocd',
        startedAt,
        finishedAt: finished ? finishedAt : undefined,
        rawOutcome: finished ? phase : undefined,
      }
    : undefined;
  return events.create(name, {
    subjectId: `${repository ?? keyOf(app)}#run-${operationId}.1`,
    content: {
      pipelineName: `Argo CD ${app.name}`,
      uri: app.url ?? `argocd:${encodeURIComponent(app.name)}`,
      ...(finished && { outcome: outcomeOf(phase) }),
      ...(finished &&
        outcomeOf(phase) !== 'success' &&
        app.message && { errors: app.message }),
    },
    at: finished ? finishedAt ?? startedAt : startedAt,
    sha: app.revision,
    data,
  });
}

function outcomeOf(phase: string | undefined): 'success' | 'failure' | 'error' {
  const outcomes = { Succeeded: 'success', Failed: 'failure' } as const;
  return phase === 'Succeeded' || phase === 'Failed'
    ? outcomes[phase]
    : 'error';
}

/** None where the environment is not known; without a repository or revision it makes no row. */
function deploymentEvent(
  app: Application,
  events: CdEventFactory,
  name: EventName,
): CdEvent[] {
  const { repository, revision, environment, operationId } = app;
  if (environment === undefined) {
    return [];
  }
  const data: DeploymentData | undefined =
    repository && revision
      ? {
          kind: 'deployment',
          repository,
          deploymentId: operationId,
          sha: revision,
          ref: app.targetRevision,
          environment,
          entity: app.entity,
          url: app.url,
          description: app.message,
          requestedAt: app.startedAt,
          rawStatus: [app.phase, app.health].filter(Boolean).join(' '),
        }
      : undefined;
  const isStart = Array.isArray(name) && name[1] === 'started';
  return [
    events.create(name, {
      subjectId: `${repository ?? keyOf(app)}#deployment-${operationId}`,
      content: {
        environment: { id: environment },
        artifactId: artifactOf(app),
      },
      at: isStart ? app.startedAt : app.finishedAt ?? app.startedAt,
      sha: revision,
      data,
    }),
  ];
}

function artifactOf(app: Application): string {
  const name = (app.repository ?? keyOf(app))
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return `pkg:generic/${name}@${encodeURIComponent(app.revision ?? 'unknown')}`;
}

/**
 * One sample of bad health may be a pod that restarts: it is kept, and becomes no incident by itself.
 */
function healthEvent(app: Application, events: CdEventFactory): CdEvent {
  const { repository, revision, environment, entity, images } = app;
  return events.create(['health', 'degraded'], {
    subjectId: keyOf(app),
    content: {
      candidate: 'incident',
      health: app.health ?? 'Degraded',
      images: images.slice(0, 20),
      ...(environment && { environment: { id: environment } }),
    },
    sha: revision,
    data: {
      repository: repository ?? keyOf(app),
      sha: revision,
      environment,
      entity,
      url: app.url,
    },
  });
}

function applicationEvent(
  app: Application,
  events: CdEventFactory,
  predicate: string,
): CdEvent {
  return events.create(['application', predicate], {
    subjectId: keyOf(app),
    content: {},
    sha: app.revision,
  });
}
