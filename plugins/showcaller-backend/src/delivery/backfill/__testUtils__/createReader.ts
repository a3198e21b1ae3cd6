import { mockServices } from '@backstage/backend-test-utils';
import type { BackfillSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { DatabaseRawEventStore } from '../../../ingest/DatabaseRawEventStore';
import {
  BackfillReader,
  type StoreDocument,
  type StoreItem,
} from '../BackfillReader';
import { DatabaseBackfillStore } from '../DatabaseBackfillStore';

export const START = Date.parse('2026-11-25T12:00:00Z');
export const KEY = { source: 'numbers', target: 'shop/payments' };
export const WISH = {
  ...KEY,
  repository: 'shop/payments',
  annotations: { numbers: 'shop/payments' },
  since: '2026-06-01T00:00:00.000Z',
};

/** Store and reader over a clock that is set by hand; raw events go into the real table. */
export function createReader(options: {
  knex: Knex;
  source: BackfillSource;
  /** Wrapped around the storing of an item. */
  storeItem?: (store: StoreItem) => StoreItem;
  storeDocument?: StoreDocument;
  onFinished?: () => void;
}) {
  const { knex, source } = options;
  const clock = { seconds: 0 };
  const now = () => new Date(START + clock.seconds * 1000);
  const store = DatabaseBackfillStore.create({ knex, now });
  const raw = DatabaseRawEventStore.create({ knex });
  const toRaw: StoreItem = async ({ source: from, item, receivedAt }) => {
    const { duplicate } = await raw.add({
      ...item,
      source: from.mapper.id,
      headers: {},
      contentType: 'application/json',
      receivedAt,
      verifiedBy: from.readFrom,
      later: true,
    });
    return !duplicate;
  };
  const reader = BackfillReader.create({
    sources: [source],
    store,
    storeItem: options.storeItem?.(toRaw) ?? toRaw,
    storeDocument: options.storeDocument ?? (async () => {}),
    onFinished: async () => options.onFinished?.(),
    logger: mockServices.logger.mock(),
    now,
    random: () => 0.5,
  });
  return {
    store,
    clock,
    reader,
    claimOne: async () => (await store.claim({ limit: 1, busy: new Set() }))[0],
    /** Reads pages until nothing is due; answers how many. */
    async readDue(signal = new AbortController().signal): Promise<number> {
      for (let pages = 0; ; pages++) {
        const [claim] = await store.claim({ limit: 1, busy: new Set() });
        if (!claim) {
          return pages;
        }
        await reader.read(claim, signal);
      }
    },
    storedItems: (): Promise<string[]> =>
      knex('ci_raw_event').orderBy('id').pluck('delivery_id'),
  };
}
