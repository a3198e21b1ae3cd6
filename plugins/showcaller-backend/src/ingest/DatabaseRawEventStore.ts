import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { StoredWebhook } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { chunksOf } from '../database/chunksOf';
import { isSqlite } from '../database/openDatabase';
import { requeueRawEvents } from './requeueRawEvents';
import { queryRawEvents } from './queryRawEvents';
import { RawEventWriter } from './RawEventWriter';
import type {
  ClaimedRawEvent,
  ProcessingOutcome,
  RawEventStore,
  ReceivedWebhook,
} from './types';

const LIVE = 0;
const LATER = 1;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** {@link RawEventStore} in the plugin's database; bodies are kept as gzip of the exact bytes. */
export class DatabaseRawEventStore implements RawEventStore {
  readonly #knex: Knex;
  readonly #writer: RawEventWriter;
  readonly #nextId = monotonicFactory();
  readonly #queries: ReturnType<typeof queryRawEvents>;

  static create(options: { knex: Knex }): DatabaseRawEventStore {
    return new DatabaseRawEventStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#writer = RawEventWriter.create({ knex });
    this.#queries = queryRawEvents(knex);
  }

  async add(
    webhook: ReceivedWebhook,
  ): Promise<{ id: string; duplicate: boolean }> {
    const { source, deliveryId, body } = webhook;
    const packed = await pack(body);
    return this.#writer.write({
      id: this.#nextId(Date.parse(webhook.receivedAt)),
      source,
      delivery_id: deliveryId,
      event_type: webhook.eventType,
      received_at: webhook.receivedAt,
      headers: JSON.stringify(webhook.headers),
      body: packed,
      body_bytes: body.length,
      body_sha256: createHash('sha256').update(body).digest('hex'),
      content_type: webhook.contentType,
      verified_by: webhook.verifiedBy,
      status: 'pending',
      priority: webhook.later ? LATER : LIVE,
    });
  }

  async claim(
    options: Parameters<RawEventStore['claim']>[0],
  ): Promise<ClaimedRawEvent[]> {
    const { worker, limit, now, leaseSeconds } = options;
    const claimedUntil = new Date(now.getTime() + leaseSeconds * 1000);
    return this.#knex.transaction(async tx => {
      const waiting = tx('ci_raw_event')
        .where('status', 'pending')
        .andWhere(free =>
          free
            .whereNull('claimed_until')
            .orWhere('claimed_until', '<=', now.toISOString()),
        )
        .orderBy([{ column: 'priority' }, { column: 'id' }])
        .limit(limit)
        .select(
          'id',
          'source',
          'event_type',
          'received_at',
          'body_bytes',
          'attempts',
        );
      const rows = await (isSqlite(tx)
        ? waiting
        : waiting.forUpdate().skipLocked());
      if (rows.length > 0) {
        await tx('ci_raw_event')
          .whereIn(
            'id',
            rows.map(row => row.id),
          )
          .update({
            claimed_by: worker,
            claimed_until: claimedUntil.toISOString(),
          });
      }
      return rows.map(row => ({
        id: row.id,
        source: row.source,
        eventType: row.event_type,
        receivedAt: row.received_at,
        bodyBytes: row.body_bytes,
        attempts: row.attempts,
      }));
    });
  }

  async releaseClaims(workerPrefix: string): Promise<void> {
    await this.#knex('ci_raw_event')
      .where('status', 'pending')
      .whereRaw('substr(claimed_by, 1, ?) = ?', [
        workerPrefix.length,
        workerPrefix,
      ])
      .update({ claimed_by: null, claimed_until: null });
  }

  async read(ids: string[]): Promise<Map<string, StoredWebhook>> {
    const rows = await this.#knex('ci_raw_event')
      .whereIn('id', ids)
      .whereNotNull('body')
      .select('id', 'event_type', 'headers', 'body', 'received_at');
    const webhooks = await Promise.all(
      rows.map(
        async (row): Promise<[string, StoredWebhook]> => [
          row.id,
          {
            eventType: row.event_type,
            headers: JSON.parse(row.headers),
            body: await unpack(row.body),
            receivedAt: row.received_at,
          },
        ],
      ),
    );
    return new Map(webhooks);
  }

  async finish(
    options: Parameters<RawEventStore['finish']>[0],
  ): Promise<boolean> {
    const { results, worker, now, tx } = options;
    const idsByOutcome = new Map<string, string[]>();
    const outcomes = new Map<string, ProcessingOutcome>();
    for (const { id, outcome } of results) {
      const key = JSON.stringify(outcome);
      outcomes.set(key, outcome);
      idsByOutcome.set(key, [...(idsByOutcome.get(key) ?? []), id]);
    }
    let finished = 0;
    for (const [key, outcome] of outcomes) {
      for (const ids of chunksOf(idsByOutcome.get(key) ?? [])) {
        finished += await (tx ?? this.#knex)('ci_raw_event')
          .whereIn('id', ids)
          .where('claimed_by', worker)
          // As an expression, so that SQLite goes by the ids and not through everything that waits.
          .whereRaw("status || '' = 'pending'")
          .update({
            status: outcome.status,
            attempts: outcome.attempts,
            reason: outcome.reason ?? null,
            mapper_version: outcome.mapperVersion ?? null,
            processed_at:
              outcome.status === 'pending' ? null : now.toISOString(),
            claimed_until: outcome.notBefore ?? null,
            claimed_by: null,
          });
      }
    }
    return finished === results.length;
  }

  list(options: Parameters<RawEventStore['list']>[0]) {
    return this.#queries.list(options);
  }

  async get(id: string) {
    const found = await this.#queries.get(id);
    if (!found) {
      return undefined;
    }
    const webhook = (await this.read([id])).get(id);
    return { ...found, ...(webhook && { body: asText(webhook.body) }) };
  }

  countBySource() {
    return this.#queries.countBySource();
  }

  health(now: Date) {
    return this.#queries.health(now);
  }

  requeue(request: Parameters<RawEventStore['requeue']>[0]) {
    return requeueRawEvents(this.#knex, request);
  }

  async eraseBodies(options: { before: Date; limit: number }): Promise<number> {
    return this.#knex('ci_raw_event')
      .whereIn(
        'id',
        this.#knex('ci_raw_event')
          .select('id')
          .whereNotNull('body')
          .where('received_at', '<', options.before.toISOString())
          .orderBy('received_at')
          .limit(options.limit),
      )
      .update({ body: null });
  }
}

/** Undefined when the bytes are not UTF-8. */
function asText(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
