import type { JsonObject } from '@backstage/types';
import { createHash } from 'node:crypto';
import type { BackfillDocument, BackfillItem, BackfillPage } from './backfill';

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
 * An item whose delivery id is the hash of its content: the same content is stored once, however often it is read.
 *
 * @public
 */
export function createBackfillItem(options: {
  eventType: string;
  /** What the API told, with what is needed to understand it: of which repository it is. */
  document: object;
}): BackfillItem {
  const { eventType, document } = options;
  const body = Buffer.from(JSON.stringify(document));
  const hash = createHash('sha256').update(body).digest('hex');
  return { eventType, deliveryId: `${eventType} ${hash}`, body };
}
