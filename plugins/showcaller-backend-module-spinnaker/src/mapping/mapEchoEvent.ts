import type {
  CdEvent,
  PipelineRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  type MappingResult,
  Payload,
  type StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import { unwrap } from '../unwrap';
import { deploymentsOf } from './deploymentsOf';
import { mapBuild } from './mapBuild';
import { milliseconds } from './milliseconds';
import { outcomeOf } from './outcomes';
import { readExecution, type Execution } from './readExecution';
import { readStage } from './readStage';
import type { SpinnakerMapping } from './SpinnakerMapping';
import { taskEvent } from './taskEvent';

const TYPE =
  /^orca:(pipeline|orchestration|stage|task):(starting|complete|failed)$/;

/** Maps one event of Echo: an execution, one of its stages or tasks, or a build that Igor saw. */
export function mapEchoEvent(
  webhook: StoredWebhook,
  mapping: SpinnakerMapping,
): MappingResult {
  const { body, receivedAt } = webhook;
  const event = unwrap(Payload.parse(body));
  const type = event.requireChild('details').requireText('type');
  const created = { vendor: 'spinnaker', eventType: type, body, receivedAt };
  if (type === 'build') {
    return { events: mapBuild(event, created) };
  }
  const [, of, phase] = TYPE.exec(type) ?? [];
  if (!of || !phase) {
    return { events: [otherEvent(event, type, created)] };
  }
  const execution = readExecution(event, mapping);
  const events = CdEventFactory.create({
    ...created,
    repository: execution.repository ?? execution.key,
    source: execution.uri,
  });
  if (of === 'stage' || of === 'task') {
    const stage = readStage(event.requireChild('content'), phase);
    return {
      events: [
        taskEvent({ execution, stage, phase, events }),
        ...(of === 'stage'
          ? deploymentsOf({ execution, stages: [stage], mapping, events })
          : []),
      ],
    };
  }
  return {
    events: [
      runEvent(execution, phase, events),
      ...(phase === 'starting'
        ? []
        : deploymentsOf({
            execution,
            stages: execution.stages.map(stage => readStage(stage)),
            mapping,
            events,
          })),
    ],
  };
}

/** What triggers may come from (git, docker, pubsub …) is kept with its kind and makes no row. */
function otherEvent(
  event: Payload,
  type: string,
  created: { eventType: string; body: Buffer; receivedAt: string },
): CdEvent {
  const details = event.child('details');
  const key = `spinnaker/${details?.text('application') ?? 'unknown'}`;
  const subject = type.toLowerCase().replace(/[^a-z0-9]/g, '') || 'event';
  return CdEventFactory.create({
    ...created,
    vendor: 'spinnaker',
    repository: key,
    source: `/${key.split('/').map(encodeURIComponent).join('/')}`,
  }).create(['spinnaker', subject], {
    subjectId: `${key}#${type}`,
    content: { type, source: details?.text('source') ?? 'unknown' },
    at: milliseconds(details, 'created'),
  });
}

function runEvent(
  execution: Execution,
  phase: string,
  events: CdEventFactory,
): CdEvent {
  const { repository, sha, branch, runId, url, uri, trigger } = execution;
  const { name, status, startedAt, finishedAt, key } = execution;
  const finished = phase !== 'starting';
  const data: PipelineRunData | undefined = repository
    ? {
        kind: 'pipelineRun',
        repository,
        sha,
        branch,
        runId,
        attempt: 1,
        url,
        trigger,
        startedAt,
        finishedAt: finished ? finishedAt : undefined,
        rawOutcome: finished ? status : undefined,
      }
    : undefined;
  return events.create(
    finished ? 'pipelinerun.finished' : 'pipelinerun.started',
    {
      subjectId: `${repository ?? key}#run-${runId}.1`,
      content: {
        pipelineName: name,
        uri,
        ...(finished && { outcome: outcomeOf(status, phase) }),
      },
      at: finished ? finishedAt ?? startedAt : startedAt,
      sha,
      data,
    },
  );
}
