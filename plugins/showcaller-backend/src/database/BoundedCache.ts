/**
 * Remembers the newest answers of something slow: at most `limit` of them, each for at most `ttlMs`. Who asks while an
 * answer is on its way waits for that one. A failure is not remembered.
 */
export class BoundedCache<K, V> {
  readonly #limit: number;
  readonly #ttlMs: number;
  readonly #now: () => Date;
  /** In the order of their last use. */
  readonly #entries = new Map<K, { answer: Promise<V>; until: number }>();

  static create<K, V>(options: {
    limit: number;
    /** For ever when absent: for what cannot change. */
    ttlMs?: number;
    now?: () => Date;
  }): BoundedCache<K, V> {
    return new BoundedCache(options);
  }

  private constructor(options: {
    limit: number;
    ttlMs?: number;
    now?: () => Date;
  }) {
    this.#limit = options.limit;
    this.#ttlMs = options.ttlMs ?? Infinity;
    this.#now = options.now ?? (() => new Date());
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K, load: () => Promise<V>): Promise<V> {
    const now = this.#now().getTime();
    const known = this.#entries.get(key);
    this.#entries.delete(key);
    const entry =
      known && known.until > now
        ? known
        : { answer: load(), until: now + this.#ttlMs };
    this.#entries.set(key, entry);
    if (entry !== known) {
      entry.answer.catch(() => this.#forget(key, entry));
    }
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limit) {
      this.#entries.delete(oldest);
    }
    return entry.answer;
  }

  /** What is remembered, without loading it. */
  async peek(key: K): Promise<V | undefined> {
    const known = this.#entries.get(key);
    return known && known.until > this.#now().getTime()
      ? known.answer
      : undefined;
  }

  set(key: K, value: V): void {
    this.delete(key);
    this.get(key, async () => value);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  #forget(key: K, entry: { answer: Promise<V> }): void {
    if (this.#entries.get(key) === entry) {
      this.#entries.delete(key);
    }
  }
}
