import {
  Payload,
  type WebhookEnvelope,
  type WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';
import { unwrap } from './unwrap';

/**
 * Echo tries again under another event id: the execution, the type, the stage and its times tell events apart. What
 * cannot be read is told apart by its bytes; it is stored, too.
 */
export function readEnvelope({ body }: WebhookRequest): WebhookEnvelope {
  const event = read(body);
  const eventType = event?.child('details')?.text('type')?.slice(0, 128);
  const content = event?.child('content');
  const execution = content?.child('execution');
  const executionId = content?.text('executionId') ?? execution?.text('id');
  if (!content || !eventType || !executionId) {
    return { deliveryId: sha256(body), eventType: eventType ?? 'unreadable' };
  }
  return {
    eventType,
    deliveryId: sha256(
      JSON.stringify([
        eventType,
        executionId,
        execution?.text('status'),
        content.text('name'),
        content.text('taskName'),
        content.number('startTime') ?? execution?.number('startTime'),
        content.number('endTime') ?? execution?.number('endTime'),
      ]),
    ),
  };
}

function read(body: Buffer): Payload | undefined {
  try {
    return unwrap(Payload.parse(body));
  } catch {
    return undefined;
  }
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
