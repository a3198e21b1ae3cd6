import type {
  CdEvent,
  DeploymentData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  type EventName,
  type MappingResult,
  Payload,
  repositoryName,
  type StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';

/** How a canary goes on, by Flagger's phase; Argo Rollouts' words are beside it. */
const phases: Record<string, { over?: 'succeeded' | 'failed' }> = {
  Initializing: {},
  Initialized: {},
  Waiting: {},
  Progressing: {},
  WaitingPromotion: {},
  Promoting: {},
  Finalising: {},
  Succeeded: { over: 'succeeded' },
  Failed: { over: 'failed' },
  Terminating: {},
  Terminated: {},
  // Argo Rollouts
  Paused: {},
  Healthy: { over: 'succeeded' },
  Degraded: { over: 'failed' },
};

const SHA = /^[0-9a-f]{7,64}$/i;

/** One canary: what all its events have in common. */
interface Canary {
  payload: Payload;
  metadata: Payload;
  /** `podinfo.test` */
  name: string;
  checksum: string;
  phase: string;
  hook: string;
  at?: string;
  /** Subject id of its run. */
  run: string;
  environment: string;
}

/**
 * A task for each step, and at the end the outcome of the deployment: `service.upgraded` when it was promoted,
 * `service.rolledback` when it failed. A deployment gets a row where the metadata of the webhook says its repository and
 * revision: Flagger does not know them.
 */
export function mapFlagger(webhook: StoredWebhook): MappingResult {
  const { eventType, body, receivedAt } = webhook;
  const canary = readCanary(Payload.parse(body), eventType);
  const tool = canary.metadata.text('tool') ?? 'flagger';
  const repository = repositoryName(canary.metadata.text('repository'));
  const events = CdEventFactory.create({
    vendor: 'flagger',
    eventType,
    body,
    receivedAt,
    repository: repository ?? canary.name,
    source: `/${encodeURIComponent(tool)}/${encodeURIComponent(canary.name)}`,
  });
  return {
    events: [taskEvent(canary, events), ...outcome(canary, events, repository)],
  };
}

function readCanary(payload: Payload, hook: string): Canary {
  const metadata = payload.child('metadata') ?? Payload.of({});
  const namespace = payload.text('namespace') ?? 'default';
  const name = `${payload.requireText('name')}.${namespace}`;
  const checksum = payload.text('checksum') ?? 'unknown';
  const milliseconds = Number(metadata.text('timestamp'));
  return {
    payload,
    metadata,
    name,
    checksum,
    phase: payload.requireText('phase'),
    hook,
    at: Number.isSafeInteger(milliseconds)
      ? Payload.of({ at: milliseconds / 1000 }).time('at')
      : metadata.time('timestamp'),
    run: `${name}#${checksum}`,
    environment: metadata.text('environment') ?? namespace,
  };
}

function taskEvent(canary: Canary, events: CdEventFactory): CdEvent {
  const { metadata, phase, hook, run, at } = canary;
  const message = metadata.text('eventMessage')?.slice(0, 500);
  const warning = metadata.text('eventType') === 'Warning';
  const over = phases[phase]?.over;
  const step = `${run}/${phase.toLowerCase()}${
    hook === 'event' ? '' : `/${hook}`
  }`;
  const content = {
    taskName: message ?? (hook === 'event' ? phase : `${phase}: ${hook}`),
    pipelineRun: { id: run },
  };
  const data = { canary: canary.name, phase, hook, message };
  return over || warning
    ? events.create('taskrun.finished', {
        subjectId: step,
        content: {
          ...content,
          outcome: over === 'succeeded' ? 'success' : 'failure',
          ...(over !== 'succeeded' && message && { errors: message }),
        },
        at,
        data,
      })
    : events.create('taskrun.started', { subjectId: step, content, at, data });
}

function outcome(
  canary: Canary,
  events: CdEventFactory,
  repository: string | undefined,
): CdEvent[] {
  const { metadata, phase, name, checksum, environment, at } = canary;
  const over = phases[phase]?.over;
  const artifact = `pkg:generic/${name
    .split('.')
    .reverse()
    .map(encodeURIComponent)
    .join('/')}`;
  const sha = [metadata.text('sha'), metadata.text('revision')]
    .find(text => SHA.test(text ?? ''))
    ?.toLowerCase();
  const content = {
    environment: { id: environment },
    artifactId: `${artifact}@${encodeURIComponent(checksum)}`,
  };
  const row = (predicate: EventName): CdEvent[] => {
    if (!repository || !sha) {
      return [];
    }
    const deploymentId = `flagger-${name}-${checksum}`;
    const data: DeploymentData = {
      kind: 'deployment',
      repository,
      deploymentId,
      sha,
      environment,
      entity: metadata.text('entity')?.slice(0, 200),
      description: metadata.text('eventMessage')?.slice(0, 500),
      rawStatus: phase,
    };
    return [
      events.create(predicate, {
        subjectId: `${repository}#deployment-${deploymentId}`,
        content,
        at,
        sha,
        data,
      }),
    ];
  };
  if (over === 'succeeded') {
    const made = row('service.upgraded');
    return made.length > 0
      ? made
      : [events.create('service.upgraded', { subjectId: name, content, at })];
  }
  if (over === 'failed') {
    // What was rolled back to is the revision that served before; Flagger does not say which.
    return [
      events.create('service.rolledback', {
        subjectId: name,
        content: { ...content, artifactId: artifact },
        at,
      }),
      ...row(['deployment', 'failed']),
    ];
  }
  return phase === 'Progressing' ? row(['deployment', 'started']) : [];
}
