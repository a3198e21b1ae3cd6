import type { Knex } from 'knex';
import type { CoveredOf } from '../formats';
import type { RevisionPair } from '../RevisionDocuments';
import type { EvidenceDocument } from '../types';

/** Coverage of a revision: of all of its documents together. */
export interface RevisionCoverage {
  /** Share of lines, 0-1. */
  line: number;
  /** Share of branches, 0-1; undefined where no tool counted them. */
  branch?: number;
  /** Difference of the share of lines in percentage points, over the documents that both revisions have. */
  delta?: number;
  /** Why there is no difference. */
  noDeltaReason?: string;
  observedAt: string;
}

interface Counts {
  lines: CoveredOf;
  branches?: CoveredOf;
}

/** Tells how much of a revision's code tests ran. */
export class CoverageReader {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): CoverageReader {
    return new CoverageReader(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Undefined when no coverage was uploaded of the revision. */
  async read(pair: RevisionPair): Promise<RevisionCoverage | undefined> {
    const { head, base, basis } = pair;
    if (head.size === 0) {
      return undefined;
    }
    const now = await this.#counts(head);
    const before = await this.#counts(base);
    const common = [...now.keys()].filter(name => before.has(name));
    const missing = [...now.keys()].filter(name => !before.has(name));
    const lineOf = (counts: Map<string, Counts>, names: Iterable<string>) =>
      share([...names].map(name => counts.get(name)?.lines));
    const earlier = lineOf(before, common);
    const later = lineOf(now, common);
    return {
      line: lineOf(now, now.keys()) ?? 0,
      branch: share([...now.values()].map(({ branches }) => branches)),
      ...(missing.length === 0 && earlier !== undefined && later !== undefined
        ? { delta: 100 * (later - earlier) }
        : {
            noDeltaReason: `no coverage named ${missing.join(
              ', ',
            )} of ${basis} was uploaded`,
          }),
      observedAt: [...head.values()].at(-1)?.observedAt ?? '',
    };
  }

  async #counts(
    documents: Map<string, EvidenceDocument>,
  ): Promise<Map<string, Counts>> {
    const names = new Map(
      [...documents].map(([name, document]) => [document.id, name]),
    );
    const rows = await this.#knex('coverage_result').whereIn('document_id', [
      ...names.keys(),
    ]);
    return new Map(
      rows.map(row => [
        names.get(row.document_id) ?? '',
        {
          lines: { covered: row.lines_covered, total: row.lines_total },
          ...(row.branches_total !== null && {
            branches: {
              covered: row.branches_covered,
              total: row.branches_total,
            },
          }),
        },
      ]),
    );
  }
}

/** Of parts of a whole, the share of the whole; undefined without any part. */
function share(parts: Array<CoveredOf | undefined>): number | undefined {
  let covered = 0;
  let total = 0;
  for (const part of parts) {
    covered += part?.covered ?? 0;
    total += part?.total ?? 0;
  }
  return total === 0 ? undefined : covered / total;
}
