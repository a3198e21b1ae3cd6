import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import { WebhookRefusal } from './WebhookRefusal';

/** What is read and thrown away of a body that is too large, so that an honest sender gets to see the answer. */
const DRAINED_BYTES = 64 * 1024 * 1024;

/**
 * Reads the exact bytes of a request's body. A body above the limit is read to its end without being kept, then
 * refused with 413: closing the connection while the other side still writes would hide the answer from it. One that
 * goes on for another 64 MiB is cut off.
 */
export async function readRawBody(
  request: Request,
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
      } else {
        chunks.length = 0;
      }
      if (size > limit + DRAINED_BYTES) {
        request.res?.set('Connection', 'close');
        break;
      }
    }
  } catch (error) {
    throw new InputError(
      'The sender hung up before the body was complete',
      error,
    );
  }
  if (size > limit) {
    throw new WebhookRefusal(
      413,
      `The body has more than the ${limit} bytes (${Math.round(
        limit / 1024 / 1024,
      )} MiB) that this source may send; nothing was stored.`,
    );
  }
  return Buffer.concat(chunks, size);
}
