import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { BackfillRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackfillSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { sha256 } from '../../database/sha256';
import { timestamp } from '../../database/timestamp';
import type { AuditAppender } from '../../audit';
import type { OwnershipGraph } from '../../ownership/types';
import type { DatabaseBackfillStore } from './DatabaseBackfillStore';
import type { BackfillKey, BackfillWish } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 180;
const LONGEST_KEY = 500;

interface BackfillServiceOptions {
  knex: Knex;
  audit: AuditAppender;
  sources: BackfillSource[];
  store: DatabaseBackfillStore;
  ownership: Pick<OwnershipGraph, 'getComponent' | 'getComponents'>;
  logger: LoggerService;
  now: () => Date;
}

/** Takes wishes for backfills and tells how they stand. */
export class BackfillService {
  readonly #options: BackfillServiceOptions;

  static create(options: BackfillServiceOptions): BackfillService {
    return new BackfillService(options);
  }

  private constructor(options: BackfillServiceOptions) {
    this.#options = options;
  }

  /** Every backfill, for each entity that names its target. */
  async list(): Promise<BackfillRow[]> {
    const { store, ownership } = this.#options;
    const entityRefs = new Map<string, string[]>();
    for (const { entityRef, annotations } of ownership.getComponents()) {
      for (const key of this.#wishes(annotations).map(textOf)) {
        entityRefs.set(key, [...(entityRefs.get(key) ?? []), entityRef]);
      }
    }
    return (await store.list()).flatMap(({ target, ...row }) =>
      (entityRefs.get(textOf({ source: row.source, target })) ?? []).map(
        entityRef => ({ entityRef, ...row }),
      ),
    );
  }

  /** Wants the past of a component from every source that its annotations name; answers how the first one stands. */
  async request(
    entityRef: string,
    by: string,
    days: number = DEFAULT_DAYS,
  ): Promise<BackfillRow> {
    const { knex, audit, store, sources } = this.#options;
    const wishes = this.#require(entityRef, days);
    if (wishes.length === 0) {
      throw new InputError(
        sources.length === 0
          ? 'No installed module reads the past: configure one, such as showcaller.github.api.'
          : `${entityRef} names nothing that ${sources
              .map(({ id }) => id)
              .join(
                ' or ',
              )} could read. The annotations github.com/project-slug, gitlab.com/project-slug or jenkins.io/job-full-name do.`,
      );
    }
    await knex.transaction(async tx => {
      for (const wish of wishes) {
        await store.queue(wish, tx);
      }
      await audit.append(
        {
          actor: by,
          action: 'backfill.started',
          subject: `entity:${entityRef}`,
          entityRef,
          data: { days, sources: wishes.map(({ source }) => source) },
        },
        tx,
      );
    });
    return this.#get(entityRef, wishes[0]);
  }

  /** Ends what is under way for a component; answers how the first one stands. */
  async cancel(entityRef: string, by: string): Promise<BackfillRow> {
    const { knex, audit, store } = this.#options;
    const wishes = this.#require(entityRef, DEFAULT_DAYS);
    const cancelled = await knex.transaction(async tx => {
      const ended: BackfillKey[] = [];
      for (const wish of wishes) {
        ended.push(...((await store.cancel(wish, tx)) ? [wish] : []));
      }
      if (ended.length > 0) {
        await audit.append(
          {
            actor: by,
            action: 'backfill.cancelled',
            subject: `entity:${entityRef}`,
            entityRef,
            data: { sources: ended.map(({ source }) => source) },
          },
          tx,
        );
      }
      return ended[0];
    });
    if (!cancelled) {
      throw new NotFoundError(`No backfill of ${entityRef} is under way.`);
    }
    return this.#get(entityRef, cancelled);
  }

  /** Wants, once and for ever, what sources read by themselves of all components. Answers how many are new. */
  async requestNew(): Promise<number> {
    const { store, ownership, sources } = this.#options;
    const automatic = new Map(
      sources.map(({ id, automaticDays }) => [id, automaticDays]),
    );
    let fresh = 0;
    for (const { annotations } of ownership.getComponents()) {
      for (const wish of this.#wishes(annotations)) {
        const days = automatic.get(wish.source);
        if (days !== undefined) {
          const since = this.#since(days);
          fresh += Number(await store.queueOnce({ ...wish, since }));
        }
      }
    }
    return fresh;
  }

  async #get(entityRef: string, key: BackfillKey): Promise<BackfillRow> {
    const stored = await this.#options.store.get(key);
    if (!stored) {
      throw new NotFoundError(`The backfill of ${entityRef} is gone.`);
    }
    const { target: _, ...row } = stored;
    return { entityRef, ...row };
  }

  #require(entityRef: string, days: number): BackfillWish[] {
    const component = this.#options.ownership.getComponent(entityRef);
    if (!component) {
      throw new InputError(
        `${entityRef} is no component that Showcaller knows yet; the catalog is read every half minute.`,
      );
    }
    return this.#wishes(component.annotations, { days, strict: true });
  }

  /** What each source would read; one with wrong annotations reads nothing, unless they are asked about. */
  #wishes(
    annotations: Readonly<Record<string, string>>,
    options: { days?: number; strict?: boolean } = {},
  ): BackfillWish[] {
    const { days = DEFAULT_DAYS, strict = false } = options;
    const wishes: BackfillWish[] = [];
    for (const source of this.#options.sources) {
      try {
        const target = source.targetOf(annotations);
        if (target) {
          const { id, repository } = target;
          wishes.push({
            source: source.id,
            target: id.length > LONGEST_KEY ? sha256(id) : id,
            repository,
            annotations,
            since: this.#since(days),
          });
        }
      } catch (error) {
        if (strict) {
          throw error;
        }
        this.#options.logger.debug(
          `${source.id} cannot read a component: ${error}`,
        );
      }
    }
    return wishes;
  }

  #since(days: number): string {
    return timestamp(this.#options.now().getTime() - days * DAY_MS);
  }
}

function textOf({ source, target }: BackfillKey): string {
  return `${source} ${target}`;
}
