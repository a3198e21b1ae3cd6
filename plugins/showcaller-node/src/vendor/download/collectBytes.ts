import { setImmediate as nextTurn } from 'node:timers/promises';

/** Copying more at a time would hold up others. */
const COPIED_PER_TURN = 1024 * 1024;
const FIRST_CAPACITY = 1024 * 1024;

/**
 * A body as bytes of their own. Undefined when it is longer than `maxBytes`; the rest is then not read. Chunks are copied as
 * they come into room for all of them, so that nothing long is left to do at the end.
 *
 * @internal
 */
export async function collectBytes(
  body: AsyncIterable<Uint8Array>,
  options: {
    maxBytes: number;
    /** What the answer says of its length; a packed body may turn out longer. */
    contentLength: string | null | undefined;
  },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { maxBytes } = options;
  const told = Number(options.contentLength ?? 0);
  if (told > maxBytes) {
    return undefined;
  }
  let room = roomFor(told > 0 ? told : Math.min(FIRST_CAPACITY, maxBytes));
  let bytes = 0;
  for await (const chunk of body) {
    const needed = bytes + chunk.length;
    if (needed > maxBytes) {
      return undefined;
    }
    if (needed > room.length) {
      const larger = Math.min(Math.max(needed, room.length * 2), maxBytes);
      room = await moved(room.subarray(0, bytes), roomFor(larger));
    }
    room.set(chunk, bytes);
    // A fast sender has the next chunk ready each time, and nobody else would get a turn.
    if (
      Math.floor(needed / COPIED_PER_TURN) > Math.floor(bytes / COPIED_PER_TURN)
    ) {
      await nextTurn();
    }
    bytes = needed;
  }
  return room.subarray(0, bytes);
}

/** Not cleared, which would take its time: only what was written is ever seen. */
function roomFor(bytes: number): Uint8Array<ArrayBuffer> {
  const { buffer } = Buffer.allocUnsafeSlow(bytes);
  return new Uint8Array(buffer as ArrayBuffer, 0, bytes);
}

async function moved(
  from: Uint8Array,
  to: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < from.length; start += COPIED_PER_TURN) {
    to.set(from.subarray(start, start + COPIED_PER_TURN), start);
    await nextTurn();
  }
  return to;
}
