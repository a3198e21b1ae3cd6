import type { JsonObject } from '@backstage/types';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BackfillDocument, BackfillItem, BackfillPage } from './backfill';

/** So much is written at a time. */
const PER_TURN = 10;
const LONG_BYTES = 200_000;

/** What one task of a work list found, and what is to be done because of it. @public */
export interface BackfillStep<TTask> {
  items: BackfillItem[];
  documents?: BackfillDocument[];
  /** Done next, before the tasks that wait already. */
  then?: TTask[];
  stage: string;
  waitUntil?: string;
}

/**
 * A backfill as a list of small tasks, one request each. The list is the cursor: after a crash the reading goes on with
 * the task that was not stored.
 *
 * @throws SyntaxError when the cursor is not one of this function's.
 * @public
 */
export async function readWorkList<TTask extends JsonObject>(options: {
  cursor: string | undefined;
  /** What a new backfill begins with. */
  first: TTask[];
  run: (task: TTask) => Promise<BackfillStep<TTask>>;
}): Promise<BackfillPage> {
  const { cursor, first, run } = options;
  const tasks: TTask[] = cursor === undefined ? first : JSON.parse(cursor);
  const [task, ...waiting] = tasks;
  if (!task) {
    return { items: [], stage: 'done' };
  }
  const { items, documents, then = [], stage, waitUntil } = await run(task);
  const next = [...then, ...waiting];
  return {
    items,
    ...(documents && { documents }),
    stage,
    ...(next.length > 0 && { nextCursor: JSON.stringify(next), waitUntil }),
  };
}

/**
 * Items whose delivery ids are the hashes of their content: the same content is stored once, however often it is read.
 * Gives way to other work in between.
 *
 * @public
 */
export async function createBackfillItems(options: {
  eventType: string;
  /** What the API told, each with what is needed to understand it: of which repository it is. */
  documents: object[];
}): Promise<BackfillItem[]> {
  const { eventType, documents } = options;
  const items: BackfillItem[] = [];
  for (const document of documents) {
    const body = Buffer.from(JSON.stringify(document));
    const hash = createHash('sha256').update(body).digest('hex');
    items.push({ eventType, deliveryId: `${eventType} ${hash}`, body });
    if (body.length > LONG_BYTES || items.length % PER_TURN === 0) {
      await nextTurn();
    }
  }
  return items;
}
