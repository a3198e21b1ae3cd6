import {
  cdEventType,
  createCdEvent,
  type PipelineRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { StoredEvent } from '../../../delivery/types';

export const SHA = 'a1'.repeat(20);

/** An event that says that a run has ended, as the ingest room hands it on. */
export function finishedRun(options: {
  at: Date;
  data?: Partial<PipelineRunData>;
}): StoredEvent {
  const data: PipelineRunData = {
    kind: 'pipelineRun',
    repository: 'Shop/Pay',
    sha: SHA.toUpperCase(),
    runId: 'fake-1',
    attempt: 1,
    url: 'https://ci.example.com/runs/1',
    finishedAt: options.at.toISOString(),
    ...options.data,
  };
  const event = createCdEvent({
    id: `event-${data.runId}`,
    type: cdEventType('pipelinerun.finished'),
    source: 'https://ci.example.com/shop/pay',
    timestamp: options.at.toISOString(),
    subject: { id: `shop/pay#run-${data.runId}` },
    customData: data,
  });
  return {
    id: event.context.id,
    rawId: 'raw',
    type: event.context.type,
    subjectId: event.subject.id,
    occurredAt: options.at.toISOString(),
    receivedAt: options.at.toISOString(),
    event,
  };
}
