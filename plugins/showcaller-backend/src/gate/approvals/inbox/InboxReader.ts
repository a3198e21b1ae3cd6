import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  type ApprovalInboxRow,
  type Page,
  showcallerGateOverridePermission,
} from '@showcaller/backstage-plugin-showcaller-common';
import { chunksOf } from '../../../database/chunksOf';
import type { EntityAccess } from '../../../http/EntityAccess';
import type { DecisionReader } from '../../types';
import type { DatabaseOverrideStore } from '../overrides/DatabaseOverrideStore';
import type { Caller, Callers } from '../people/Callers';
import type { CatalogPeople } from '../people/CatalogPeople';
import { eligibleFor, isAmong } from '../people/eligibility';
import type { InboxSource } from '../types';
import type { DatabaseRequestStore } from '../voting/DatabaseRequestStore';
import type { ApprovalRows, InboxItem } from './ApprovalRows';

/** Looks at so many of each kind; what waits beyond is seen when these are done. */
const MOST = 1_000;
/** Of those that somebody's groups have a say in, so many are looked at closely. */
const MOST_MINE = 200;

interface InboxOptions {
  requests: DatabaseRequestStore;
  overrides: DatabaseOverrideStore;
  decisions: Pick<DecisionReader, 'get'>;
  people: CatalogPeople;
  callers: Callers;
  access: EntityAccess;
  rows: ApprovalRows;
  sources: readonly InboxSource[];
  now: () => Date;
}

/** Everything that waits for people, the longest waiting first, as far as the caller may see it. */
export class InboxReader {
  readonly #options: InboxOptions;

  static create(options: InboxOptions): InboxReader {
    return new InboxReader(options);
  }

  private constructor(options: InboxOptions) {
    this.#options = options;
  }

  async list(options: {
    caller: Caller;
    scope: 'mine' | 'all';
    limit: number;
    offset: number;
  }): Promise<Page<ApprovalInboxRow>> {
    const { caller, scope, limit, offset } = options;
    const { rows, sources } = this.#options;
    const items = await this.#visible(await this.#waiting(), caller);
    const others = (
      await Promise.all(
        sources.map(source =>
          source.list({ scope, credentials: caller.credentials }),
        ),
      )
    ).flat();
    if (scope === 'mine') {
      const candidates = await this.#forWord(items, caller);
      const nearest = [...candidates].sort(byWait).slice(0, MOST_MINE);
      const mine = (await rows.of(nearest, caller)).filter(
        ({ you }) => you.may,
      );
      return pageOf([...mine, ...others].sort(byWait), { limit, offset });
    }
    // Only what is on the page is looked at closely.
    const all: Array<InboxItem | ApprovalInboxRow> = [...items, ...others].sort(
      byWait,
    );
    const page = all.slice(offset, offset + limit);
    const detailed = await rows.of(page.filter(isItem), caller);
    const closed = page.filter(isItem).length - detailed.length;
    return {
      items: [
        ...detailed,
        ...page.filter((row): row is ApprovalInboxRow => !isItem(row)),
      ].sort(byWait),
      totalItems: all.length - closed,
      limit,
      offset,
    };
  }

  async #waiting(): Promise<InboxItem[]> {
    const { requests, overrides, now } = this.#options;
    const open = await requests.list({
      state: 'open',
      now: now(),
      limit: MOST,
    });
    const unconfirmed = await overrides.listUnconfirmed(now(), MOST);
    return [
      ...open.map(
        (request): InboxItem => ({
          item: 'request',
          request,
          entityRef: request.entityRef,
          waitingSince: request.since,
        }),
      ),
      ...unconfirmed.map(
        (override): InboxItem => ({
          item: 'override',
          override,
          entityRef: override.entityRef,
          waitingSince: override.at,
        }),
      ),
    ];
  }

  async #visible(items: InboxItem[], caller: Caller): Promise<InboxItem[]> {
    const refs = [...new Set(items.map(({ entityRef }) => entityRef))];
    const seen = new Set<string>();
    for (const chunk of chunksOf(refs)) {
      const visible = await this.#options.access.visible(
        chunk,
        caller.credentials,
      );
      for (const entity of visible) {
        seen.add(stringifyEntityRef(entity).toLowerCase());
      }
    }
    return items.filter(({ entityRef }) => seen.has(entityRef.toLowerCase()));
  }

  /** Those that the caller's groups have a say in; requester and authors are looked at afterwards. */
  async #forWord(items: InboxItem[], caller: Caller): Promise<InboxItem[]> {
    const { people, callers } = this.#options;
    if (caller.kind !== 'person') {
      return [];
    }
    const overridesAll = await callers.isAllowed(
      caller,
      showcallerGateOverridePermission,
    );
    const entities = await people.load([
      caller.ref,
      ...items.map(({ entityRef }) => entityRef),
    ]);
    const user = entities.get(caller.ref.toLowerCase());
    return items.filter(item => {
      if (item.item === 'override' && overridesAll) {
        return true;
      }
      const role = item.item === 'request' ? item.request.role : undefined;
      const entity = entities.get(item.entityRef.toLowerCase());
      return user !== undefined && isAmong(user, eligibleFor(entity, role));
    });
  }
}

function isItem(row: InboxItem | ApprovalInboxRow): row is InboxItem {
  return 'item' in row;
}

function byWait(
  one: { waitingSince: string },
  other: { waitingSince: string },
): number {
  return one.waitingSince < other.waitingSince
    ? -1
    : Number(one.waitingSince > other.waitingSince);
}

function pageOf<T>(
  rows: T[],
  { limit, offset }: { limit: number; offset: number },
): Page<T> {
  return {
    items: rows.slice(offset, offset + limit),
    totalItems: rows.length,
    limit,
    offset,
  };
}
