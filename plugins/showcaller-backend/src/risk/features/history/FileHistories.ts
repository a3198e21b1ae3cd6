import { FileHistory } from '@showcaller/engine/risk';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChangeFactsReader } from '../../../delivery/history.types';

const PAGE = 100;
/** Another replica may have imported commits. */
const REFRESH_MS = 60_000;
/** Commits that were rewritten away are let go of with everything else. */
const RELOAD_MS = 6 * 60 * 60 * 1000;

/** History of a repository, and from when on all of it is held. */
export interface HeldHistory {
  history: FileHistory;
  /** Milliseconds since 1970; -Infinity when all of it is. */
  since: number;
}

interface Held extends HeldHistory {
  loadedAt: number;
  refreshedAt: number;
}

/**
 * Histories of the repositories that are asked about, read page by page from imported facts with pauses between, and
 * renewed by what is imported. The least recently used go when too much is held.
 */
export class FileHistories {
  readonly #facts: Pick<ChangeFactsReader, 'listFacts'>;
  readonly #now: () => Date;
  readonly #maxCommits: number;
  readonly #maxTouches: number;
  /** In the order of their last use. */
  readonly #held = new Map<string, Held>();
  readonly #loading = new Map<string, Promise<Held>>();

  static create(options: {
    facts: Pick<ChangeFactsReader, 'listFacts'>;
    now: () => Date;
    /** Newest commits of a repository that are held; 20,000 when absent. */
    maxCommits?: number;
    /** Files of commits over all repositories; 2 million when absent, about 100 MB. */
    maxTouches?: number;
  }): FileHistories {
    return new FileHistories(options);
  }

  private constructor(options: {
    facts: Pick<ChangeFactsReader, 'listFacts'>;
    now: () => Date;
    maxCommits?: number;
    maxTouches?: number;
  }) {
    this.#facts = options.facts;
    this.#now = options.now;
    this.#maxCommits = options.maxCommits ?? 20_000;
    this.#maxTouches = options.maxTouches ?? 2_000_000;
  }

  /** Facts were imported: the next question looks for them first. */
  onFactsStored(repository: string): void {
    const held = this.#held.get(repository.toLowerCase());
    if (held) {
      held.refreshedAt = -Infinity;
    }
  }

  /** The history as it is now. Whoever asks while it is read waits for the same reading. */
  async get(repository: string): Promise<HeldHistory> {
    const key = repository.toLowerCase();
    const now = this.#now().getTime();
    const held = this.#held.get(key);
    if (
      held &&
      now - held.refreshedAt < REFRESH_MS &&
      now - held.loadedAt < RELOAD_MS
    ) {
      this.#use(key, held);
      return held;
    }
    let loading = this.#loading.get(key);
    if (!loading) {
      loading = (
        held && now - held.loadedAt < RELOAD_MS
          ? this.#refresh(key, held)
          : this.#load(key)
      ).finally(() => this.#loading.delete(key));
      this.#loading.set(key, loading);
    }
    const loaded = await loading;
    this.#use(key, loaded);
    this.#letGo();
    return loaded;
  }

  async #load(repository: string): Promise<Held> {
    const at = this.#now().getTime();
    const history = FileHistory.create();
    const since = await this.#read(repository, history, false);
    return { history, since, loadedAt: at, refreshedAt: at };
  }

  async #refresh(repository: string, held: Held): Promise<Held> {
    held.refreshedAt = this.#now().getTime();
    await this.#read(repository, held.history, true);
    return held;
  }

  /**
   * Reads from the newest commit on; when refreshing, up to the first page without news. Answers from when on the
   * history is complete.
   */
  async #read(
    repository: string,
    history: FileHistory,
    onlyNew: boolean,
  ): Promise<number> {
    let before: { committedAt: string; sha: string } | undefined;
    for (let read = 0; read < this.#maxCommits; read += PAGE) {
      const page = await this.#facts.listFacts({
        repository,
        limit: PAGE,
        before,
      });
      const added = history.add(page);
      const last = page.at(-1);
      if (!last || page.length < PAGE || (onlyNew && added === 0)) {
        return -Infinity;
      }
      before = { committedAt: last.committedAt, sha: last.sha };
      await nextTurn();
    }
    return before ? Date.parse(before.committedAt) : -Infinity;
  }

  #use(key: string, held: Held): void {
    this.#held.delete(key);
    this.#held.set(key, held);
  }

  #letGo(): void {
    let total = 0;
    for (const { history } of this.#held.values()) {
      total += history.size;
    }
    for (const [key, { history }] of this.#held) {
      if (total <= this.#maxTouches || this.#held.size === 1) {
        return;
      }
      this.#held.delete(key);
      total -= history.size;
    }
  }
}
