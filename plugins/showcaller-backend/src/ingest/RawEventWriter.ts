import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';

const ROWS = 100;
const BYTES = 8 * 1024 * 1024;

/** A row of `ci_raw_event` as it is first written. */
export interface NewRawEvent {
  id: string;
  source: string;
  delivery_id: string;
  event_type: string;
  received_at: string;
  headers: string;
  body: Buffer;
  body_bytes: number;
  body_sha256: string;
  content_type: string;
  verified_by: string;
  status: 'pending';
  priority: number;
}

/** Where a delivery is stored: under its own id, or as a duplicate under that of an earlier one. */
export interface StoredUnder {
  id: string;
  duplicate: boolean;
}

interface Waiting {
  row: NewRawEvent;
  resolve: (stored: StoredUnder) => void;
  reject: (error: unknown) => void;
}

/**
 * Writes raw events in groups (group commit): those that come in one turn of the event loop, or while a group is being
 * written, are one statement and one commit. Each caller is answered after its own row is stored.
 */
export class RawEventWriter {
  readonly #knex: Knex;
  #waiting: Waiting[] = [];
  #writing = false;

  static create(options: { knex: Knex }): RawEventWriter {
    return new RawEventWriter(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  write(row: NewRawEvent): Promise<StoredUnder> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      if (!this.#writing) {
        this.#writing = true;
        this.#writeAll();
      }
    });
  }

  /** Never throws: what fails is told to those who wait for it. */
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn();
      await this.#writeGroup(this.#takeGroup());
    }
    this.#writing = false;
  }

  #takeGroup(): Waiting[] {
    let bytes = 0;
    let size = 0;
    for (const { row } of this.#waiting) {
      bytes += row.body.length;
      if (size === ROWS || (size > 0 && bytes > BYTES)) {
        break;
      }
      size++;
    }
    return this.#waiting.splice(0, size);
  }

  /** Together when that goes well; when it does not, each on its own, so that one bad row refuses no other. */
  async #writeGroup(group: Waiting[]): Promise<void> {
    try {
      const answers = await this.#insert(group.map(({ row }) => row));
      group.forEach(({ resolve }, index) => resolve(answers[index]));
    } catch {
      await Promise.all(group.map(one => this.#writeAlone(one)));
    }
  }

  async #writeAlone({ row, resolve, reject }: Waiting): Promise<void> {
    try {
      const [answer] = await this.#insert([row]);
      resolve(answer);
    } catch (error) {
      reject(error);
    }
  }

  /** One answer for each row, in their order; the first of several rows of one delivery is the one that is kept. */
  async #insert(rows: NewRawEvent[]): Promise<StoredUnder[]> {
    const firsts = new Map<string, NewRawEvent>();
    for (const row of rows) {
      firsts.set(deliveryOf(row), firsts.get(deliveryOf(row)) ?? row);
    }
    const inserted: Array<{ id: string }> = await this.#knex('ci_raw_event')
      .insert([...firsts.values()])
      .onConflict(['source', 'delivery_id'])
      .ignore()
      .returning('id');
    const own = new Set(inserted.map(({ id }) => id));
    const known = await this.#findIds(
      [...firsts.values()].filter(({ id }) => !own.has(id)),
    );
    return rows.map(row => {
      if (own.has(row.id)) {
        return { id: row.id, duplicate: false };
      }
      const delivery = deliveryOf(row);
      const id = known.get(delivery) ?? firsts.get(delivery)?.id ?? row.id;
      return { id, duplicate: true };
    });
  }

  /** Ids of deliveries that are stored already, by delivery. */
  async #findIds(rows: NewRawEvent[]): Promise<Map<string, string>> {
    if (rows.length === 0) {
      return new Map();
    }
    const found = await this.#knex<NewRawEvent>('ci_raw_event')
      .whereIn('source', [...new Set(rows.map(({ source }) => source))])
      .whereIn(
        'delivery_id',
        rows.map(({ delivery_id }) => delivery_id),
      )
      .select('id', 'source', 'delivery_id');
    return new Map(found.map(row => [deliveryOf(row), row.id]));
  }
}

function deliveryOf(row: Pick<NewRawEvent, 'source' | 'delivery_id'>): string {
  return JSON.stringify([row.source, row.delivery_id]);
}
