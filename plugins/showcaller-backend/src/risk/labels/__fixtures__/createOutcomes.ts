import type {
  AuditorService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  ChangeFacts,
  ChangeSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { DeliveryRoom } from '../../../delivery';
import { HistoryRoom } from '../../../delivery/history';
import { ownershipOf } from '../../../delivery/__fixtures__/ownership';
import type { StoredEvent } from '../../../delivery/types';
import { DatabaseAuditLog } from '../../../audit';
import type { EntityAccess } from '../../../http/EntityAccess';
import { OutcomeRooms } from '../../../outcomes/OutcomeRooms';

/** Facts of a commit, as far as labels read them. */
export function brought(
  fields: Partial<ChangeFacts> & { sha: string },
): ChangeFacts {
  return {
    repository: 'shop/web',
    committedAt: '2026-06-01T00:00:00Z',
    files: [],
    fix: 0,
    ...fields,
  } as ChangeFacts;
}

/** Delivery, incidents and labels over one database, with `component:default/web` as the owner of `shop/web`. */
export function createOutcomes(options: {
  knex: Knex;
  now: () => Date;
  services: {
    logger: LoggerService;
    config: RootConfigService;
    auditor: AuditorService;
  };
  /** What each revision brings. */
  commits?: Map<string, ChangeFacts[]>;
  decisions?: Map<string, GateDecision>;
  access?: EntityAccess;
  components?: Record<string, Record<string, string>>;
}) {
  const { knex, now, commits = new Map(), decisions = new Map() } = options;
  const { logger, config, auditor } = options.services;
  const ownership = ownershipOf(
    options.components ?? {
      web: { 'github.com/project-slug': 'shop/web' },
      cart: { 'github.com/project-slug': 'shop/cart' },
    },
  );
  const delivery = DeliveryRoom.create({ knex, ownership, config, logger });
  const source: ChangeSource = {
    id: 'example',
    supports: async () => commits.size > 0,
    getRange: async ({ head }) => ({
      commits: commits.get(head) ?? [],
      withoutFacts: 0,
    }),
  };
  const received = jest.fn(async () => ({ id: 'raw', duplicate: false }));
  const audit = DatabaseAuditLog.create({ knex });
  const rooms = OutcomeRooms.create({
    knex,
    audit,
    logger,
    config,
    auditor,
    ownership,
    now,
    access: options.access ?? ({} as EntityAccess),
    timeline: delivery.timeline,
    delivery: delivery.service,
    changeSources: [source],
    history: HistoryRoom.create({
      knex,
      audit,
      ownership,
      config,
      logger,
      now,
    }),
    decisions: async ids =>
      new Map([...decisions].filter(([id]) => ids.includes(id))),
  });
  rooms.incidents.setReceiver(received);
  delivery.addListener(rooms.labels.service);
  const apply = (...events: StoredEvent[]) =>
    knex.transaction(async tx => {
      await delivery.service.apply(events, tx);
      await rooms.sink.apply(events, tx);
    });
  return { apply, delivery, rooms, ownership, received, auditor };
}
