import type { Knex } from 'knex';
import type { RevisionPair } from '../RevisionDocuments';

/** What scanners found in a revision, over all of its documents. */
export interface RevisionFindings {
  errors: number;
  /** Held against the base: errors that are new, findings of any level that are there still, and those that are gone. */
  compared?: { newErrors: number; unchanged: number; absent: number };
  /** Why they are not compared. */
  notComparedReason?: string;
  observedAt: string;
}

/** Tells what scanners found, and what of it an earlier revision did not have. */
export class FindingReader {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): FindingReader {
    return new FindingReader(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Undefined when no SARIF was uploaded of the revision. */
  async read(pair: RevisionPair): Promise<RevisionFindings | undefined> {
    const { head, base, basis } = pair;
    if (head.size === 0) {
      return undefined;
    }
    const totals = await this.#knex('findings_result')
      .whereIn(
        'document_id',
        [...head.values(), ...base.values()].map(({ id }) => id),
      )
      .select('document_id', 'errors', 'truncated');
    const byId = new Map(totals.map(row => [row.document_id, row]));
    const result: RevisionFindings = {
      errors: 0,
      observedAt: [...head.values()].at(-1)?.observedAt ?? '',
    };
    const compared = { newErrors: 0, unchanged: 0, absent: 0 };
    for (const [name, document] of head) {
      result.errors += byId.get(document.id)?.errors ?? 0;
      const earlier = base.get(name);
      if (!earlier) {
        result.notComparedReason = `no SARIF named ${name} of ${basis} was uploaded`;
      } else if (
        [document, earlier].some(({ id }) => byId.get(id)?.truncated)
      ) {
        result.notComparedReason = `SARIF named ${name} has more findings than are compared`;
      } else {
        const ids = { head: document.id, base: earlier.id };
        compared.newErrors += await this.#countMissing(ids.head, ids.base, {
          level: 'error',
        });
        const absent = await this.#countMissing(ids.base, ids.head);
        compared.absent += absent;
        compared.unchanged += (await this.#count(ids.base)) - absent;
      }
    }
    return result.notComparedReason === undefined
      ? { ...result, compared }
      : result;
  }

  /** Findings of one document that another does not have. */
  async #countMissing(
    documentId: string,
    otherId: string,
    where: { level?: string } = {},
  ): Promise<number> {
    const row = await this.#knex('finding')
      .where({ document_id: documentId, ...where })
      .whereNotIn(
        'fingerprint',
        this.#knex('finding')
          .where({ document_id: otherId })
          .select('fingerprint'),
      )
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  async #count(documentId: string): Promise<number> {
    const row = await this.#knex('finding')
      .where({ document_id: documentId })
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }
}
