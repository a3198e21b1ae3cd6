import type {
  CdEvent,
  DeploymentData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  type EventName,
  Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { MappingContext } from './MappingContext';

/** GitHub's deployment states and what they are called here. */
const states: Record<string, EventName> = {
  success: 'service.deployed',
  failure: ['deployment', 'failed'],
  error: ['deployment', 'failed'],
  in_progress: ['deployment', 'started'],
  pending: ['deployment', 'queued'],
  queued: ['deployment', 'queued'],
  waiting: ['deployment', 'queued'],
  inactive: ['deployment', 'deactivated'],
};

/** A deployment was asked for. */
export function mapDeployment(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const deployment = context.payload.requireChild('deployment');
  return [
    deploymentEvent(context, ['deployment', 'requested'], {
      deployment,
      at: deployment.time('created_at'),
    }),
  ];
}

/** How a deployment goes on. `success` is the only state that CDEvents has a word for. */
export function mapDeploymentStatus(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { payload } = context;
  const deployment = payload.requireChild('deployment');
  const status = payload.requireChild('deployment_status');
  const state = status.requireText('state');
  const name = states[state] ?? ['deployment', 'updated'];
  return [
    deploymentEvent(context, name, {
      deployment,
      status,
      state,
      at: status.time('updated_at') ?? status.time('created_at'),
    }),
  ];
}

function deploymentEvent(
  context: MappingContext,
  name: EventName,
  options: {
    deployment: Payload;
    status?: Payload;
    state?: string;
    at?: string;
  },
): CdEvent {
  const { repository } = context;
  const { deployment, status, state, at } = options;
  const deploymentId = deployment.requireId('id');
  const sha = deployment.requireText('sha');
  const environment =
    status?.text('environment') ?? deployment.requireText('environment');
  const data: DeploymentData = {
    kind: 'deployment',
    repository,
    deploymentId,
    sha,
    ref: deployment.text('ref'),
    environment,
    entity: entityOf(deployment),
    url:
      webAddress(status?.text('log_url')) ??
      webAddress(status?.text('target_url')) ??
      webAddress(context.payload.child('workflow_run')?.text('html_url')),
    description: status?.text('description') ?? deployment.text('description'),
    requestedAt: deployment.time('created_at'),
    rawStatus: state,
  };
  return context.event(name, {
    subjectId: `${repository}#deployment-${deploymentId}`,
    content: {
      environment: { id: environment },
      artifactId: `pkg:github/${repository}@${sha}`,
    },
    at,
    sha,
    data,
  });
}

/** The catalog entity that the payload names: an object, or a text that is JSON, as the sender likes. */
export function entityOf(deployment: Payload): string | undefined {
  const payload =
    deployment.child('payload') ?? parsed(deployment.text('payload'));
  const named =
    payload?.text('entityRef') ??
    payload?.text('component') ??
    payload?.text('service');
  return named?.slice(0, 200);
}

function parsed(text: string | undefined): Payload | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    return wrapped(JSON.parse(text));
  } catch {
    // A free text: it names no entity.
    return undefined;
  }
}

function wrapped(value: unknown): Payload | undefined {
  return Payload.of({ value }).child('value');
}
