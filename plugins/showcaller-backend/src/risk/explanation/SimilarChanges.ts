import type { LoggerService } from '@backstage/backend-plugin-api';
import { LeafSpace } from '@showcaller/engine/risk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RiskModel } from '../types';
import {
  idFrom,
  type PastChange,
  type PastChangeStore,
} from './PastChangeStore';

const DAY_MS = 24 * 60 * 60 * 1000;
const LOOK_BACK_MS = 365 * DAY_MS;
/** So many of the newest assessments are compared with. */
const MOST = 20_000;
/** Beyond so many the index is built anew with the newest. */
const TOO_MANY = 25_000;
/** Rows that are read and placed before other work gets a turn: some milliseconds. */
const PAGE = 50;
/** What was scored at the same time may be committed in another order. */
const OVERLAP_MS = 60_000;

/** What is kept of a past change beside its place in leaf space. */
type KeptChange = Omit<PastChange, 'row'>;

/** A past assessment and how alike it is, 0-1. */
export interface SimilarAssessment {
  id: string;
  similarity: number;
}

/** The leaf space of one model, filled with assessments. */
interface Index {
  modelHash: string;
  space: LeafSpace;
  changes: KeptChange[];
  known: Set<string>;
  /** Place of the last assessment of each subject. */
  newest: Map<string, number>;
  /** When the newest assessment in it was made, as far as ids tell. */
  readUntil: number;
}

/**
 * Past assessments in the leaf space of the serving model. The index is filled in small steps beside other work, kept, and
 * only what is new is read at each question; another model's leaves mean another index.
 */
export class SimilarChanges {
  readonly #store: PastChangeStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  #index: Index | undefined;
  #filling: Promise<void> | undefined;

  static create(options: {
    store: PastChangeStore;
    logger: LoggerService;
    now: () => Date;
  }): SimilarChanges {
    return new SimilarChanges(options);
  }

  private constructor(options: {
    store: PastChangeStore;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /**
   * The most alike assessments of the same kind that happened before a time in the year before now, one per subject, the most
   * alike first. What the index does not hold yet after `waitMs` is left out. None for a model without trees.
   */
  async find(options: {
    model: RiskModel;
    row: Float32Array;
    kind: KeptChange['kind'];
    before: string;
    /** The subject itself, which is left out. */
    subjectKey: string;
    count: number;
    waitMs: number;
  }): Promise<{ complete: boolean; similar: SimilarAssessment[] }> {
    const { model, row, kind, before, subjectKey, count, waitMs } = options;
    const leaves = model.leaves(row);
    if (!leaves) {
      return { complete: true, similar: [] };
    }
    const complete = await within(waitMs, this.refresh(model));
    const index = this.#index;
    if (index?.modelHash !== model.card.hash) {
      return { complete: false, similar: [] };
    }
    const since = new Date(this.#now().getTime() - LOOK_BACK_MS).toISOString();
    const found = index.space.nearest({
      leaves,
      count,
      accept: at => {
        const change = index.changes[at];
        return (
          change.kind === kind &&
          change.occurredAt < before &&
          change.occurredAt >= since &&
          change.subjectKey !== subjectKey &&
          index.newest.get(change.subjectKey) === at
        );
      },
    });
    return {
      complete,
      similar: found.map(({ index: at, similarity }) => ({
        id: index.changes[at].id,
        similarity,
      })),
    };
  }

  /** Reads what is new; questions that come at the same time share one reading. A failure is logged. */
  refresh(model: RiskModel): Promise<void> {
    this.#filling ??= this.#fill(model)
      .catch(error =>
        this.#logger.warn(
          'The index of similar changes could not be brought up to date',
          error,
        ),
      )
      .finally(() => {
        this.#filling = undefined;
      });
    return this.#filling;
  }

  async #fill(model: RiskModel): Promise<void> {
    const now = this.#now().getTime();
    const present = this.#index;
    if (
      present?.modelHash === model.card.hash &&
      present.changes.length <= TOO_MANY
    ) {
      await this.#readNew(present, model);
      return;
    }
    const { trees } = model.files.file;
    if (!trees) {
      return;
    }
    const index: Index = {
      modelHash: model.card.hash,
      space: LeafSpace.create({ trees }),
      changes: [],
      known: new Set(),
      newest: new Map(),
      readUntil: now,
    };
    this.#index = index;
    let before: string | undefined;
    while (index.changes.length < MOST) {
      const page = await this.#store.list({
        after: idFrom(now - LOOK_BACK_MS),
        before,
        newestFirst: true,
        limit: PAGE,
      });
      place(index, page, model);
      before = page.at(-1)?.id;
      if (page.length < PAGE) {
        return;
      }
      await nextTurn();
    }
  }

  async #readNew(index: Index, model: RiskModel): Promise<void> {
    const now = this.#now().getTime();
    let after = idFrom(Math.max(0, index.readUntil - OVERLAP_MS));
    for (;;) {
      const page = await this.#store.list({
        after,
        newestFirst: false,
        limit: PAGE,
      });
      place(index, page, model);
      after = page.at(-1)?.id ?? after;
      if (page.length < PAGE) {
        index.readUntil = now;
        return;
      }
      await nextTurn();
    }
  }
}

function place(index: Index, page: PastChange[], model: RiskModel): void {
  for (const { row, ...change } of page) {
    const leaves = index.known.has(change.id) ? undefined : model.leaves(row);
    if (!leaves) {
      continue;
    }
    const at = index.space.add(leaves);
    index.known.add(change.id);
    index.changes.push(change);
    const other = index.newest.get(change.subjectKey);
    if (other === undefined || index.changes[other].id < change.id) {
      index.newest.set(change.subjectKey, at);
    }
  }
}

/** Whether the work ended in time. */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
