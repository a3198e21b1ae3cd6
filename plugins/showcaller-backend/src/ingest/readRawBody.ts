import type { Request } from 'express';
import { WebhookRefusal } from './WebhookRefusal';

/** What is read and thrown away of a body that is too large, so that an honest sender gets to see the answer. */
const DRAINED_BYTES = 64 * 1024 * 1024;

/**
 * Reads the exact bytes of a request's body. A body above the limit is read to its end without being kept, then
 * refused with 413: closing the connection while the other side still writes would hide the answer from it. One that
 * goes on for another 64 MiB is cut off.
 */
export function readRawBody(request: Request, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    const tooLarge = () =>
      new WebhookRefusal(
        413,
        `The body has more than the ${limit} bytes (${Math.round(
          limit / 1024 / 1024,
        )} MiB) that this source may send; nothing was stored.`,
      );
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      if (size > limit + DRAINED_BYTES) {
        settle();
        request.pause();
        request.res?.set('Connection', 'close');
        reject(tooLarge());
      }
    };
    const onEnd = () => {
      settle();
      if (size > limit) {
        reject(tooLarge());
      } else {
        resolve(Buffer.concat(chunks, size));
      }
    };
    const onBroken = () => {
      settle();
      reject(new Error('The sender hung up before the body was complete'));
    };
    const settle = () => {
      request.off('data', onData);
      request.off('end', onEnd);
      request.off('error', onBroken);
      request.off('close', onBroken);
    };
    request.on('data', onData);
    request.on('end', onEnd);
    request.on('error', onBroken);
    request.on('close', onBroken);
  });
}
