import { createHash } from 'node:crypto';

/**
 * The id under which Showcaller keeps a CDEvent that somebody sent: ids are unique for their source only. The same
 * event, sent again, has the same.
 *
 * @public
 */
export function cdEventIdentity(event: {
  context: { source: string; id: string };
}): string {
  const { source, id } = event.context;
  return createHash('sha256')
    .update(JSON.stringify([source, id]))
    .digest('hex');
}
