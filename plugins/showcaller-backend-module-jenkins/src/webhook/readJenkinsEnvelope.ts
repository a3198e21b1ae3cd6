import {
  Payload,
  type WebhookEnvelope,
  type WebhookRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { createHash } from 'node:crypto';

const LONGEST_ID = 255;
const LONGEST_TYPE = 128;

/**
 * The plugin sends no headers of its own: a delivery is the build, its phase and the time of the phase, which a repeated
 * attempt has in common with the first. What cannot be read has the digest of its body for an id; it will end on the dead
 * letters with the reason.
 */
export function readJenkinsEnvelope({ body }: WebhookRequest): WebhookEnvelope {
  const digest = createHash('sha256').update(body).digest('hex');
  let build: Payload | undefined;
  try {
    build = Payload.parse(body).child('build');
  } catch {
    // Told when it is mapped.
  }
  const address = build?.text('full_url') ?? build?.text('url');
  const phase = build?.text('phase');
  if (!build || !address || !phase) {
    return { deliveryId: digest, eventType: 'unreadable' };
  }
  const id = `${address}#${phase}.${build.number('timestamp') ?? ''}`;
  return {
    deliveryId: id.length > LONGEST_ID ? digest : id,
    eventType: phase.slice(0, LONGEST_TYPE),
  };
}
