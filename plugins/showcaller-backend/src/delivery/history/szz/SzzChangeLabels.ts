import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { timestamp } from '../../../database/timestamp';

const PAGE = 1_000;
const MOST = 50_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A change that a later fix was traced back to (1), or none was (0). */
export interface SzzChangeLabel {
  repository: string;
  sha: string;
  committedAt: string;
  label: 0 | 1;
}

interface LabelledRow {
  sha: string;
  committed_at: string;
  induced: boolean | number;
}

/**
 * Labels of changes. A change is clean only when no fix led back to it for `maturityDays` after it: fixes take their
 * time. Both classes end at that same date, or the newest changes would be all faulty.
 */
export class SzzChangeLabels {
  readonly #knex: Knex;
  readonly #maturityDays: number;

  static create(options: {
    knex: Knex;
    maturityDays: number;
  }): SzzChangeLabels {
    return new SzzChangeLabels(options);
  }

  private constructor(options: { knex: Knex; maturityDays: number }) {
    this.#knex = options.knex;
    this.#maturityDays = options.maturityDays;
  }

  /** Oldest first; of very long histories the newest 50,000. */
  async listChangeLabels(): Promise<SzzChangeLabel[]> {
    const labels: SzzChangeLabel[] = [];
    for (const { repository, until } of await this.#covered()) {
      labels.push(...(await this.#listOf(repository, until)));
    }
    return labels
      .sort(
        (a, b) =>
          compare(a.committedAt, b.committedAt) ||
          compare(a.repository, b.repository) ||
          compare(a.sha, b.sha),
      )
      .slice(-MOST);
  }

  async countChangeLabels(): Promise<{ labels: number; positives: number }> {
    const counts = { labels: 0, positives: 0 };
    for (const { repository, until } of await this.#covered()) {
      const mature = () =>
        this.#knex('change_facts')
          .where({ repository })
          .where('committed_at', '<=', until);
      const [all] = await mature().count({ n: '*' });
      const [positive] = await mature()
        .whereExists(this.#links('change_facts'))
        .count({ n: '*' });
      counts.labels += Number(all.n);
      counts.positives += Number(positive.n);
    }
    return {
      labels: Math.min(counts.labels, MOST),
      positives: Math.min(counts.positives, MOST),
    };
  }

  /** What became of changes by revision, as far as fixes were looked for; those that are not known are left out. */
  async outcomesOfChanges(
    repository: string,
    shas: string[],
  ): Promise<Map<string, 'failed' | 'clean' | 'pending'>> {
    const covered = await this.#covered();
    const until = covered.find(pass => pass.repository === repository)?.until;
    const rows: LabelledRow[] = await this.#knex('change_facts')
      .where({ repository })
      .whereIn('sha', shas)
      .select(
        'sha',
        'committed_at',
        this.#knex.raw('exists ? as induced', [this.#links('change_facts')]),
      );
    return new Map(
      rows.map(({ sha, committed_at, induced }) => {
        const clean =
          until !== undefined && committed_at <= until ? 'clean' : 'pending';
        return [sha, induced ? 'failed' : clean];
      }),
    );
  }

  /** Repositories that were looked through, and until when their changes are mature. */
  async #covered(): Promise<Array<{ repository: string; until: string }>> {
    const passes: Array<{ repository: string; covered_until: string }> =
      await this.#knex('szz_pass')
        .whereNotNull('covered_until')
        .orderBy('repository')
        .select('repository', 'covered_until');
    return passes.map(({ repository, covered_until }) => ({
      repository,
      until: timestamp(Date.parse(covered_until) - this.#maturityDays * DAY_MS),
    }));
  }

  async #listOf(repository: string, until: string): Promise<SzzChangeLabel[]> {
    const labels: SzzChangeLabel[] = [];
    let before: LabelledRow | undefined;
    while (labels.length < MOST) {
      const query = this.#knex('change_facts')
        .where({ repository })
        .where('committed_at', '<=', before?.committed_at ?? until)
        .orderBy([
          { column: 'committed_at', order: 'desc' },
          { column: 'sha', order: 'desc' },
        ])
        .limit(PAGE);
      if (before) {
        const { committed_at, sha } = before;
        query.where(earlier =>
          earlier
            .where('committed_at', '<', committed_at)
            .orWhere('sha', '<', sha),
        );
      }
      const rows: LabelledRow[] = await query.select(
        'sha',
        'committed_at',
        this.#knex.raw('exists ? as induced', [this.#links('change_facts')]),
      );
      labels.push(
        ...rows.map(
          ({ sha, committed_at, induced }): SzzChangeLabel => ({
            repository,
            sha,
            committedAt: committed_at,
            label: induced ? 1 : 0,
          }),
        ),
      );
      before = rows.at(-1);
      if (rows.length < PAGE) {
        break;
      }
      await nextTurn();
    }
    return labels;
  }

  #links(facts: string) {
    return this.#knex('szz_link')
      .select(this.#knex.raw('1'))
      .where('szz_link.repository', this.#knex.ref(`${facts}.repository`))
      .where('szz_link.inducing_sha', this.#knex.ref(`${facts}.sha`));
  }
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
