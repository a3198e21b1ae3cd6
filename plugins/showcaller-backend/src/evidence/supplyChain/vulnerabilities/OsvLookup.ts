import type { SbomVulnerability } from '@showcaller/backstage-plugin-showcaller-common';
import { Slots } from '../../../threads/Slots';
import type { OsvCache } from './OsvCache';
import type { OsvClient } from './OsvClient';
import type { OsvVulnerability } from './readOsvRecord';

/** Records that are fetched at once. */
const AT_ONCE = 8;

/** What is known to be vulnerable, or why that is not known. */
export type OsvAnswer =
  | { vulnerabilities: SbomVulnerability[] }
  | { unknownReason: string };

/** Answers from memory where that is fresh; asks for the rest, and never takes a failure for "none". */
export class OsvLookup {
  readonly #client: OsvClient;
  readonly #cache: OsvCache;
  readonly #cacheMs: number;
  readonly #now: () => Date;
  readonly #slots = Slots.create(AT_ONCE);

  static create(options: {
    client: OsvClient;
    cache: OsvCache;
    cacheMs: number;
    now: () => Date;
  }): OsvLookup {
    return new OsvLookup(options);
  }

  private constructor(options: {
    client: OsvClient;
    cache: OsvCache;
    cacheMs: number;
    now: () => Date;
  }) {
    this.#client = options.client;
    this.#cache = options.cache;
    this.#cacheMs = options.cacheMs;
    this.#now = options.now;
  }

  async find(purls: string[], signal?: AbortSignal): Promise<OsvAnswer> {
    try {
      const packages = await this.#packages(purls, signal);
      const ids = new Set([...packages.values()].flat());
      const records = await this.#records([...ids], signal);
      return {
        vulnerabilities: [...packages].flatMap(([purl, found]) =>
          found.map(id => ({
            id,
            aliases: records.get(id)?.aliases ?? [],
            purl,
            severity: records.get(id)?.severity ?? 'unknown',
            source: 'osv',
          })),
        ),
      };
    } catch (error) {
      return {
        unknownReason: signal?.aborted
          ? 'OSV did not answer before the deadline'
          : `OSV could not be asked: ${
              error instanceof Error ? error.message : String(error)
            }`.slice(0, 500),
      };
    }
  }

  /** Forgets what is far older than an answer may be. */
  async deleteExpired(): Promise<void> {
    await this.#cache.deleteExpired(this.#ago(10 * this.#cacheMs));
  }

  #ago(ms: number): Date {
    return new Date(this.#now().getTime() - ms);
  }

  async #packages(
    purls: string[],
    signal: AbortSignal | undefined,
  ): Promise<Map<string, string[]>> {
    const known = await this.#cache.getPackages(
      purls,
      this.#ago(this.#cacheMs),
    );
    const open = purls.filter(purl => !known.has(purl));
    if (open.length > 0) {
      const answers = await this.#client.query(open, signal);
      const found = new Map(open.map((purl, index) => [purl, answers[index]]));
      await this.#cache.putPackages(found, this.#now());
      for (const [purl, ids] of found) {
        known.set(purl, ids);
      }
    }
    return known;
  }

  async #records(
    ids: string[],
    signal: AbortSignal | undefined,
  ): Promise<Map<string, OsvVulnerability>> {
    const known = await this.#cache.getVulnerabilities(
      ids,
      this.#ago(this.#cacheMs),
    );
    const fetched = await Promise.allSettled(
      ids
        .filter(id => !known.has(id))
        .map(id => this.#slots.run(() => this.#client.get(id, signal))),
    );
    const records = fetched
      .filter(one => one.status === 'fulfilled')
      .map(({ value }) => value);
    // What came is kept even when others did not come: the next attempt has less to ask.
    await this.#cache.putVulnerabilities(records, this.#now());
    const failed = fetched.find(one => one.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
    for (const record of records) {
      known.set(record.id, record);
    }
    return known;
  }
}
