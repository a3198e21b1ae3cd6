import { setImmediate as nextTurn } from 'node:timers/promises';

/** Copying more at a time would hold up others. */
const COPIED_PER_TURN = 8 * 1024 * 1024;

/**
 * A body as bytes of their own. Undefined when it is longer than `maxBytes`; the rest is then not read.
 *
 * @internal
 */
export async function collectBytes(
  body: AsyncIterable<Uint8Array>,
  options: {
    maxBytes: number;
    /** What the answer says of its length. */
    contentLength: string | null | undefined;
  },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { maxBytes, contentLength } = options;
  if (Number(contentLength ?? 0) > maxBytes) {
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  const all = new Uint8Array(bytes);
  let offset = 0;
  let copied = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
    copied += chunk.length;
    if (copied > COPIED_PER_TURN) {
      copied = 0;
      await nextTurn();
    }
  }
  return all;
}
