import { mockServices } from '@backstage/backend-test-utils';
import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import type { StoredEvent } from '../../delivery/types';
import { DatabaseRawEventStore } from '../DatabaseRawEventStore';
import { RawEventProcessor } from '../RawEventProcessor';
import { letters } from './letters';

const START = Date.parse('2026-11-20T12:00:00Z');

/** A store, processors that share a clock, and a sink that writes down what it is given (in the transaction). */
export function createWorkers(knex: Knex) {
  const store = DatabaseRawEventStore.create({ knex });
  const clock = { seconds: 0 };
  const applied: StoredEvent[] = [];
  const sink = {
    apply: jest.fn(async (events: StoredEvent[]) => {
      applied.push(...events);
    }),
  };
  const now = () => new Date(START + clock.seconds * 1000);
  const worker = (
    options: { name?: string; sources?: WebhookSource[] } = {},
  ) => {
    const { name = 'worker', sources = [letters()] } = options;
    return RawEventProcessor.create({
      knex,
      store,
      sources,
      sink,
      logger: mockServices.logger.mock(),
      worker: name,
      now,
    });
  };
  return {
    store,
    clock,
    now,
    applied,
    sink,
    worker,
    /** Ids of the stored CDEvents. */
    stored: (): Promise<string[]> => knex('ci_event').orderBy('id').pluck('id'),
    statusOf: async (id: string) => {
      const { status, attempts, reason } = await knex('ci_raw_event')
        .where({ id })
        .first();
      return { status, attempts, ...(reason !== null && { reason }) };
    },
  };
}
