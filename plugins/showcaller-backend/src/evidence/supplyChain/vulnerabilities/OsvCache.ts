import type { Knex } from 'knex';
import { chunksOf } from '../../../database/chunksOf';
import { timestamp } from '../../../database/timestamp';
import type { OsvVulnerability } from './readOsvRecord';

/** Answers of OSV with their age. */
export class OsvCache {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): OsvCache {
    return new OsvCache(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Ids of vulnerabilities by package, for those asked about since. */
  async getPackages(
    purls: string[],
    since: Date,
  ): Promise<Map<string, string[]>> {
    const known = new Map<string, string[]>();
    for (const chunk of chunksOf(purls)) {
      const rows = await this.#knex('osv_package')
        .whereIn('purl', chunk)
        .where('asked_at', '>=', timestamp(since))
        .select('purl', 'vulnerabilities');
      for (const { purl, vulnerabilities } of rows) {
        known.set(purl, JSON.parse(vulnerabilities));
      }
    }
    return known;
  }

  async putPackages(found: Map<string, string[]>, askedAt: Date) {
    for (const chunk of chunksOf([...found], 100)) {
      await this.#knex('osv_package')
        .insert(
          chunk.map(([purl, ids]) => ({
            purl,
            vulnerabilities: JSON.stringify(ids),
            asked_at: timestamp(askedAt),
          })),
        )
        .onConflict('purl')
        .merge();
    }
  }

  async getVulnerabilities(
    ids: string[],
    since: Date,
  ): Promise<Map<string, OsvVulnerability>> {
    const known = new Map<string, OsvVulnerability>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#knex('osv_vulnerability')
        .whereIn('id', chunk)
        .where('asked_at', '>=', timestamp(since))
        .select('id', 'severity', 'aliases');
      for (const { id, severity, aliases } of rows) {
        known.set(id, { id, severity, aliases: JSON.parse(aliases) });
      }
    }
    return known;
  }

  async putVulnerabilities(found: OsvVulnerability[], askedAt: Date) {
    for (const chunk of chunksOf(found, 100)) {
      await this.#knex('osv_vulnerability')
        .insert(
          chunk.map(({ id, severity, aliases }) => ({
            id,
            severity,
            aliases: JSON.stringify(aliases),
            asked_at: timestamp(askedAt),
          })),
        )
        .onConflict('id')
        .merge();
    }
  }

  /** Forgets what was not asked again for so long. */
  async deleteExpired(askedBefore: Date): Promise<void> {
    for (const table of ['osv_package', 'osv_vulnerability']) {
      await this.#knex(table)
        .where('asked_at', '<', timestamp(askedBefore))
        .delete();
    }
  }
}
