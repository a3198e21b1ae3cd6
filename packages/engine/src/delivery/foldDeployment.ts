import { latestKnown } from './latestKnown';
import { orderEvents, type EventMeaning } from './orderEvents';
import type { DeliveryEvent, DeploymentEventData } from './types';
import { withoutUndefined } from './withoutUndefined';

/** @public */
export type DeploymentStatus =
  | 'requested'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'superseded';

/** A deployment as its events told it, before it is given to entities and a tier. @public */
export interface DeploymentState {
  repository: string;
  deploymentId: string;
  sha: string;
  /** The raw environment name. */
  environment: string;
  status: DeploymentStatus;
  ref?: string;
  /** Entity named in the payload. */
  entity?: string;
  url?: string;
  description?: string;
  /** As the source states it, otherwise when its first event occurred. */
  requestedAt: string;
  startedAt?: string;
  /** When the outcome was first told that still stands. */
  finishedAt?: string;
  /** Earliest receipt of any of its events. */
  firstReceivedAt: string;
}

interface DeploymentMeaning extends EventMeaning {
  phase: 'requested' | 'running' | 'succeeded' | 'failed' | 'deactivated';
}

// A roll back puts an earlier revision in place: as an event of the deployment that did so, it is a success.
const meanings: Record<string, DeploymentMeaning> = {
  'dev.cdeventsx.showcaller-deployment.requested': {
    rank: 0,
    phase: 'requested',
  },
  'dev.cdeventsx.showcaller-deployment.queued': { rank: 1, phase: 'requested' },
  'dev.cdeventsx.showcaller-deployment.started': { rank: 2, phase: 'running' },
  'dev.cdeventsx.showcaller-deployment.failed': { rank: 3, phase: 'failed' },
  'dev.cdevents.service.deployed': { rank: 4, phase: 'succeeded' },
  'dev.cdevents.service.upgraded': { rank: 4, phase: 'succeeded' },
  'dev.cdevents.service.rolledback': { rank: 4, phase: 'succeeded' },
  'dev.cdeventsx.showcaller-deployment.deactivated': {
    rank: 5,
    phase: 'deactivated',
  },
};

interface DeploymentProgress {
  status: DeploymentStatus;
  startedAt?: string;
  finishedAt?: string;
}

const isOver = (status: DeploymentStatus) =>
  status !== 'requested' && status !== 'running';

/** One step of the fold over ordered events: an outcome gives way only to another outcome. */
function advance(
  progress: DeploymentProgress,
  phase: DeploymentMeaning['phase'],
  occurredAt: string,
): DeploymentProgress {
  const { status } = progress;
  switch (phase) {
    case 'running':
      return isOver(status)
        ? progress
        : {
            ...progress,
            status: 'running',
            startedAt: progress.startedAt ?? occurredAt,
          };
    case 'succeeded':
    case 'failed':
      return status === phase
        ? progress
        : { ...progress, status: phase, finishedAt: occurredAt };
    case 'deactivated':
      return status === 'succeeded'
        ? { ...progress, status: 'superseded' }
        : progress;
    default:
      return progress;
  }
}

/**
 * Folds the events of one deployment (`dev.cdeventsx.showcaller-deployment.{requested,queued,started,failed,deactivated}`,
 * `dev.cdevents.service.{deployed,upgraded,rolledback}`) into its state. Order of arrival and duplicates do not
 * matter. Of several outcomes the latest stands; a deactivated success is superseded, anything else deactivated
 * stays what it was.
 *
 * @returns undefined while the events do not tell repository, deployment id, revision and environment.
 * @throws TypeError when an event's time cannot be read.
 * @public
 */
export function foldDeployment(
  events: Iterable<DeliveryEvent<DeploymentEventData>>,
): DeploymentState | undefined {
  const all = [...events];
  const ordered = orderEvents(all, meanings);
  const known = <T>(
    read: (data: DeploymentEventData) => T | undefined | null,
  ) => latestKnown(ordered, event => event.data && read(event.data));
  const repository = known(data => data.repository);
  const deploymentId = known(data => data.deploymentId);
  const sha = known(data => data.sha);
  const environment = known(data => data.environment);
  if (!repository || !deploymentId || !sha || !environment) {
    return undefined;
  }

  let progress: DeploymentProgress = { status: 'requested' };
  for (const { event, meaning } of ordered) {
    progress = advance(progress, meaning.phase, event.occurredAt);
  }

  // Over all deliveries, duplicates included: a repeated delivery must not move the first receipt.
  const understood = new Set(ordered.map(({ event }) => event.id));
  const [firstReceivedAt] = all
    .filter(event => understood.has(event.id))
    .map(event => event.receivedAt)
    .sort((a, b) => Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1));

  return withoutUndefined<DeploymentState>({
    repository,
    deploymentId,
    sha,
    environment,
    ref: known(data => data.ref),
    entity: known(data => data.entity),
    url: known(data => data.url),
    description: known(data => data.description),
    requestedAt: known(data => data.requestedAt) ?? ordered[0].event.occurredAt,
    firstReceivedAt,
    ...progress,
  });
}
